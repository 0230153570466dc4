import type { Dashboard } from '../dashboard/dashboard.ts';
import { missing } from '../dashboard/missing.ts';
import { namespacesPath } from './image-spec.ts';

export interface Namespace {
	namespace: string;
	/** Whether at least one image is in it; the Dashboard stops counting at five. */
	hasImages: boolean;
}

export async function namespacesOf(dashboard: Dashboard, pool: string): Promise<Namespace[]> {
	const answer = await dashboard.get<{ namespace: string; num_images: number }[]>(namespacesPath(pool));
	return answer.map(({ namespace, num_images }) => ({ namespace, hasImages: num_images > 0 }));
}

/** @throws SystemError when the pool has no such namespace */
export async function holdsImages(dashboard: Dashboard, pool: string, namespace: string): Promise<boolean> {
	const found = (await namespacesOf(dashboard, pool)).find((one) => one.namespace === namespace);
	if (found === undefined) throw missing('namespace', namespace);
	return found.hasImages;
}

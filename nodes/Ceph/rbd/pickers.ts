import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { toNodeError } from '../../shared/errors.ts';
import type { Dashboard } from '../dashboard/dashboard.ts';
import { type Choice, chosen, picker } from '../picker.ts';
import { connect } from '../transport.ts';
import { getImage, imagePage, IMAGES_AT_ONCE } from './images.ts';
import { namespacesOf } from './namespaces.ts';
import { trashOf } from './trash.ts';

/** Pools that are for images. */
export const searchBlockPools = picker(async ({ dashboard }) => {
	const pools = await dashboard.get<{ pool_name: string; application_metadata: string[] }[]>('api/pool', { attrs: 'pool_name,application_metadata' });
	return pools.filter(({ application_metadata }) => application_metadata.includes('rbd')).map(({ pool_name }) => ({ name: pool_name }));
});

/** Namespaces of the pool that another field names. */
export function namespacesIn(poolField: string) {
	return picker(async ({ dashboard }, node) => {
		const namespaces = await namespacesOf(dashboard, chosen(node, poolField, 'the pool'));
		return namespaces.map(({ namespace }) => ({ name: namespace }));
	});
}

/** Images of the chosen pool and namespace; the Dashboard searches itself, because it opens each image that it lists. */
export async function searchBlockImages(this: ILoadOptionsFunctions, filter = '', after = '0'): Promise<INodeListSearchResult> {
	try {
		const query = { pool: chosen(this, 'pool', 'the pool'), namespace: chosen(this, 'namespace'), search: filter };
		return await imageChoices(connect(this).dashboard, query, Number(after));
	} catch (thrown) {
		throw toNodeError(thrown, this.getNode(), 0);
	}
}

export const searchBlockSnapshots = picker(async ({ dashboard }, node) => {
	const spec = { pool: chosen(node, 'pool', 'the pool'), namespace: chosen(node, 'namespace'), image: chosen(node, 'image', 'the image') };
	return (await getImage(dashboard, spec)).snapshots.map(({ name }) => ({ name }));
});

/** What is in the trash under the chosen pool and namespace: shown by name, taken by ID. */
export const searchBlockTrash = picker(async ({ dashboard }, node): Promise<Choice[]> => {
	const namespace = chosen(node, 'namespace');
	const entries = await trashOf(dashboard, chosen(node, 'pool', 'the pool'));
	return entries.filter((entry) => entry.namespace === namespace).map(({ name, id }) => ({ name: `${name} (${id})`, value: id }));
});

async function imageChoices(dashboard: Dashboard, query: Parameters<typeof imagePage>[1], from: number): Promise<INodeListSearchResult> {
	const { images, total } = await imagePage(dashboard, query, from, IMAGES_AT_ONCE);
	const next = from + IMAGES_AT_ONCE;
	// n8n asks for more when the user scrolls, which an empty list does not let them do.
	if (images.length === 0 && next < total) return await imageChoices(dashboard, query, next);
	const names = [...new Set(images.map(({ name }) => name))];
	return { results: names.map((name) => ({ name, value: name })), paginationToken: next < total ? String(next) : undefined };
}

import { SystemError } from '../../shared/errors.ts';
import type { Dashboard } from '../dashboard/dashboard.ts';
import { exists, missing } from '../dashboard/missing.ts';
import type { DashboardImage } from './dashboard-answers.ts';
import { type ImageSpec, specOf } from './image-spec.ts';
import { findImage } from './images.ts';
import { namespacesOf } from './namespaces.ts';

/** How RBD's Python binding writes what it raises: `[errno 2] RBD image not found (error creating clone)`. */
const RAISED = /^\[errno (\d+)\]/;

/** What work on images is about. */
export interface About {
	/** The image that is there, with the snapshot where the work is about that. */
	image?: ImageSpec & { snapshot?: string };
	/** The image that the work makes, or the new snapshot of the one above. */
	made?: ImageSpec | { snapshot: string };
}

/** The number of an error of POSIX, where RBD raised one. */
export function errnoOf(thrown: unknown): string | undefined {
	return thrown instanceof SystemError ? RAISED.exec(thrown.message)?.[1] : undefined;
}

/**
 * Does work on block images, and puts the failures that people can mend into words with the names of what is missing or in the
 * way. RBD's own are the same for an image, a snapshot and a clone, and name Python's literals.
 *
 * @throws SystemError; in RBD's own words where none of the known causes is found
 */
export async function inWords<T>(dashboard: Dashboard, about: About, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		throw (await cause(dashboard, about, thrown)) ?? thrown;
	}
}

async function cause(dashboard: Dashboard, { image, made }: About, thrown: unknown): Promise<SystemError | undefined> {
	const errno = errnoOf(thrown);
	if (errno === undefined) return undefined;
	if (errno === '17' && made) return taken(made, image);
	if (errno === '18' && made) return refused('Another namespace than that of the image is for clones of format 2 only', 'An administrator allows them where all clients are of Mimic or later: ceph osd set-require-min-compat-client mimic');
	const found = image && (await findImage(dashboard, image));
	if (image && errno === '2' && found === undefined) return missing('block image', specOf(image));
	if (image?.snapshot !== undefined && found) {
		const ofSnapshot = causeOfSnapshot(errno, found, { ...image, snapshot: image.snapshot });
		if (ofSnapshot) return ofSnapshot;
	}
	if (errno === '2' && made && 'namespace' in made && made.namespace !== '') return await causeOfNamespace(dashboard, made);
	return undefined;
}

function causeOfSnapshot(errno: string, { snapshots }: DashboardImage, image: ImageSpec & { snapshot: string }): SystemError | undefined {
	const named = `${JSON.stringify(image.snapshot)} of block image ${JSON.stringify(specOf(image))}`;
	const found = snapshots.find(({ name }) => name === image.snapshot);
	if (found === undefined) return errno === '2' ? missing(`snapshot ${JSON.stringify(image.snapshot)} of block image`, specOf(image)) : undefined;
	const clones = found.children.map(({ pool_name, image_name }) => `${pool_name}/${image_name}`);
	if (errno === '16' && clones.length > 0) return refused(`Snapshot ${named} has clones: ${clones.join(', ')}`, 'Flatten or delete them first.');
	if (errno === '16' && found.is_protected) return refused(`Snapshot ${named} is protected`, 'Unprotect it first.');
	if (errno === '22' && !found.is_protected) {
		return refused(`Snapshot ${named} is not protected, as this cluster wants those to be that are cloned`, 'Protect it first: the option Protect Snapshot does so. Clusters whose clients are all of Mimic or later can do without: ceph osd set-require-min-compat-client mimic');
	}
	return undefined;
}

async function causeOfNamespace(dashboard: Dashboard, { pool, namespace }: ImageSpec): Promise<SystemError | undefined> {
	const there = (await namespacesOf(dashboard, pool)).some((one) => one.namespace === namespace);
	return there ? undefined : missing(`namespace ${JSON.stringify(namespace)} in pool`, pool);
}

function taken(made: ImageSpec | { snapshot: string }, image: ImageSpec | undefined): SystemError {
	if ('image' in made) return exists('block image', specOf(made), 'Choose another name, or use Ensure.');
	return exists(`snapshot of block image ${JSON.stringify(image && specOf(image))} with the name`, made.snapshot, 'Choose another name.');
}

/** What Ceph refuses in the state in which things are. */
export function refused(message: string, description: string): SystemError {
	return new SystemError({ message, description, code: '409' });
}

import { SystemError } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/wait-until.ts';
import { orNone } from '../../shared/or-none.ts';
import type { Dashboard } from '../dashboard/dashboard.ts';
import type { DashboardImage, RemovingImage } from './dashboard-answers.ts';
import { missing } from '../dashboard/missing.ts';
import { describeImage } from './describe.ts';
import { imagePath, type ImageSpec, specOf } from './image-spec.ts';
import { holdsImages } from './namespaces.ts';

/** Images that the Dashboard is asked for at once: it opens each of them. */
export const IMAGES_AT_ONCE = 20;
/** Milliseconds; the Dashboard reads a pool's namespaces anew every half a minute. */
const NAMESPACES_KEPT = 60_000;

export interface ImageQuery {
	/** All pools for images when empty. */
	pool?: string;
	/** All namespaces when undefined; none when empty. */
	namespace?: string;
	/** Part of the name, pool or namespace; upper and lower case differ. */
	search?: string;
}

/** @throws SystemError when there is none */
export async function getImage(dashboard: Dashboard, spec: ImageSpec): Promise<DashboardImage> {
	const found = await findImage(dashboard, spec);
	if (found === undefined) throw missing('block image', specOf(spec));
	return found;
}

export async function findImage(dashboard: Dashboard, spec: ImageSpec): Promise<DashboardImage | undefined> {
	return await orNone(dashboard.get<DashboardImage>(imagePath(spec)), '404');
}

/** An image as operations give it out. */
export async function describedImage(dashboard: Dashboard, spec: ImageSpec) {
	return describeImage(await getImage(dashboard, spec));
}

/** Creates an image; `settings` as {@link newImageRequest} makes them. */
export async function createImage(dashboard: Dashboard, { pool, namespace, image }: ImageSpec, size: number, settings: object): Promise<void> {
	await dashboard.send('POST', 'api/block/image', { pool_name: pool, ...(namespace && { namespace }), name: image, size, ...settings });
}

/** Changes an image; what the request leaves out stays as it is. */
export async function editImage(dashboard: Dashboard, spec: ImageSpec, change: object, timeout?: number): Promise<void> {
	await dashboard.send('PUT', imagePath(spec), change, { timeout });
}

/**
 * Makes the Dashboard read anew which images there are, after a change after which it does not do so by itself.
 *
 * A change of an image, also an empty one, has that effect. That the user may not change images is no failure: then the
 * list is late by half a minute.
 */
export async function refreshList(dashboard: Dashboard, spec: ImageSpec): Promise<void> {
	try {
		await editImage(dashboard, spec, { configuration: {} });
	} catch (thrown) {
		if (!(thrown instanceof SystemError) || thrown.failure.code !== '403') throw thrown;
	}
}

/** One page of the list of images; `total` counts those of all pages. */
export async function imagePage(dashboard: Dashboard, query: ImageQuery, offset: number, limit: number) {
	const { pool, namespace } = query;
	const search = query.search || namespace;
	const { body, total = 0 } = await dashboard.send('GET', 'api/block/image', undefined, {
		query: { offset, limit, ...(pool && { pool_name: pool }), ...(search && { search }) },
	});
	const images = (body as { value: (DashboardImage | RemovingImage)[] }[]).flatMap(({ value }) => value);
	return { images: images.filter((image) => namespace === undefined || (image.namespace ?? '') === namespace), total };
}

/** How often a list that changes between two of its pages is read from its beginning again. */
const READINGS = 5;

const CHANGES = {
	message: `The list of block images changed between two of its pages each of the ${READINGS} times that it was read`,
	description: 'Images are being removed. Try again when that is over, or ask for one pool or namespace only.',
	code: '503',
};

/**
 * All images, page by page.
 *
 * @throws SystemError when images go away faster than the list is read: some of the others may be missing then
 */
export async function* imagesOf(dashboard: Dashboard, query: ImageQuery, page = IMAGES_AT_ONCE): AsyncGenerator<DashboardImage | RemovingImage> {
	// What a search finds by several of its words comes as many times.
	const seen = new Set<string>();
	let total = Infinity;
	let readings = 1;
	// Pages can be short before the last: images that went away since the Dashboard read the list are left out.
	for (let offset = 0; offset < total; offset += page) {
		const { images, ...counted } = await imagePage(dashboard, query, offset, page);
		for (const image of images) {
			if (!seen.has(image.unique_id)) yield image;
			seen.add(image.unique_id);
		}
		// The Dashboard has read the list anew: what was behind the pages that were read may be in front of them now.
		if (counted.total < total && total !== Infinity) {
			if (readings++ === READINGS) throw new SystemError(CHANGES);
			offset = -page;
		}
		total = counted.total;
	}
}

/**
 * {@link imagesOf}, that does not take a namespace for empty because the Dashboard has not heard of it yet.
 *
 * @param most how many the caller takes at most
 */
export async function* currentImagesOf(
	dashboard: Dashboard,
	query: ImageQuery,
	most = IMAGES_AT_ONCE,
	signal?: AbortSignal,
): AsyncGenerator<DashboardImage | RemovingImage> {
	const { pool, namespace } = query;
	const page = namespace === undefined ? Math.min(most, IMAGES_AT_ONCE) : IMAGES_AT_ONCE;
	let empty = true;
	for await (const image of imagesOf(dashboard, query, page)) {
		empty = false;
		yield image;
	}
	if (!empty || !pool || !namespace || !(await holdsImages(dashboard, pool, namespace))) return;
	const first = async () => (await imagesOf(dashboard, { pool, namespace }).next()).value as unknown;
	const what = `the Dashboard to list the images of namespace "${namespace}"`;
	await waitUntil(first, (image) => image !== undefined, { what, timeout: NAMESPACES_KEPT }, signal);
	yield* imagesOf(dashboard, query, page);
}

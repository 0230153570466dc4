import { field, locator, optional } from '../../shared/field.ts';

export const pool = locator('searchBlockPools', {
	displayName: 'Pool',
	description: 'The pool that the image is in',
	placeholder: 'e.g. volumes',
});

export const namespace = namespaceOf('searchBlockNamespaces', {
	displayName: 'Namespace',
	description: 'The namespace that the image is in; images outside any when empty',
});

export const image = locator('searchBlockImages', {
	displayName: 'Image',
	description: 'The block image to work on',
	placeholder: 'e.g. database',
});

export const snapshot = locator('searchBlockSnapshots', {
	displayName: 'Snapshot',
	description: 'The snapshot to work on',
	placeholder: 'e.g. before-upgrade',
});

/** Where an image is, in pickers that depend on each other. */
export const imageFields = { pool, namespace, image } as const;

export const snapshotFields = { ...imageFields, snapshot } as const;

export const newName = field({
	displayName: 'New Name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. database-2026',
});

/**
 * Declares the picker of a namespace, which an image need not be in.
 *
 * @param search the method that knows which field names the pool
 */
export function namespaceOf(search: string, text: { displayName: string; description: string }) {
	return optional(locator(search, { ...text, placeholder: 'e.g. tenant-a' }));
}

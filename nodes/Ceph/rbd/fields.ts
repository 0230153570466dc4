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

export const timeLimit = field({
	displayName: 'Time Limit (Minutes)',
	type: 'number',
	default: 10,
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	description: 'How long to wait for the end; what Ceph has begun goes on after that',
});

/** The time limit as requests take it: milliseconds; their own when none is given. */
export function timeoutOf({ timeLimit: minutes }: { timeLimit?: number }): number | undefined {
	return minutes === undefined ? undefined : minutes * 60_000;
}

/**
 * Declares the picker of a namespace, which an image need not be in.
 *
 * @param search the method that knows which field names the pool
 */
export function namespaceOf(search: string, text: { displayName: string; description: string }) {
	return optional(locator(search, { ...text, placeholder: 'e.g. tenant-a' }));
}

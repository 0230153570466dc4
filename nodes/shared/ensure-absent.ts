import { field } from './field.ts';
import { orNone } from './or-none.ts';

/** What {@link ensureAbsent} answers. */
export interface EnsuredAbsent {
	/** Whether it was there before. */
	existed: boolean;
	deleted: boolean;
}

/** A thing that is not to be there. */
export interface Absence<T> {
	find: () => Promise<T | undefined>;
	remove: (found: T) => Promise<unknown>;
	/** Codes by which the system says that somebody else has removed it in between. */
	gone: readonly string[];
}

/** The switch by which an operation of this kind only looks. */
export const absentSwitch = field({
	displayName: 'Check Only',
	type: 'boolean',
	default: false,
	description: 'Whether to answer only whether it exists, and to delete nothing',
});

/**
 * Removes a thing when there is one; never fails because there is none.
 *
 * @param looksOnly answers whether it exists and removes nothing
 */
export async function ensureAbsent<T>({ find, remove, gone }: Absence<T>, looksOnly: boolean): Promise<EnsuredAbsent> {
	const found = await find();
	if (found === undefined) return { existed: false, deleted: false };
	if (looksOnly) return { existed: true, deleted: false };
	await orNone(Promise.resolve(remove(found)), ...gone);
	return { existed: true, deleted: true };
}

import { isDeepStrictEqual } from 'node:util';

import { InvalidField } from './errors.ts';
import { field } from './field.ts';

/** A setting that is not as declared; `is` is `null` while the thing does not exist. */
export interface Difference {
	setting: string;
	is: unknown;
	wanted: unknown;
}

/** What {@link ensure} answers. */
export interface Ensured {
	/** Whether it was there before. */
	existed: boolean;
	created: boolean;
	changed: boolean;
	/** What was not as declared when the operation looked; empty when nothing had to be done. */
	differences: Difference[];
}

/** A thing whose wanted state is declared. */
export interface Declaration<T> {
	/** As a sentence names it: `Pool "tenant-a"`. */
	what: string;
	/** Wanted settings under the names of the operation's fields; those that are `undefined` are not declared. */
	declared: Readonly<Record<string, unknown>>;
	/** Settings that can only be chosen when it is made. */
	fixed?: readonly string[];
	find: () => Promise<T | undefined>;
	/** The same settings as they are. */
	actual: (found: T) => Readonly<Record<string, unknown>>;
	/** Makes it; what creating does not take of the declared settings is changed afterwards. */
	create: () => Promise<unknown>;
	/** Changes the settings that differ, and no others. */
	change: (settings: readonly string[], found: T) => Promise<unknown>;
}

/** The switch by which an ensure operation only looks. */
export const checkOnly = field({
	displayName: 'Check Only',
	type: 'boolean',
	default: false,
	description: 'Whether to answer with the differences only and to change nothing',
});

/**
 * Makes a thing as it is declared: creates it when it is absent, changes what differs, never fails because it exists.
 *
 * @param looksOnly answers with the differences and changes nothing
 * @throws InvalidField when a setting differs that cannot be changed afterwards; nothing has been changed then
 */
export async function ensure<T>(declaration: Declaration<T>, looksOnly: boolean): Promise<Ensured> {
	const { declared, find, create, actual, change } = declaration;
	const found = await find();
	if (found !== undefined) return await bringIntoLine(declaration, found, looksOnly);
	const differences = differencesOf(declared, undefined);
	const created = { existed: false, created: !looksOnly, changed: false, differences };
	if (looksOnly) return created;
	try {
		await create();
	} catch (thrown) {
		// Somebody else may have made it in between; what they made then counts.
		const other = await find().catch(() => undefined);
		if (other === undefined) throw thrown;
		const asDeclared = differences.length - differencesOf(declared, actual(other)).length;
		if (asDeclared === 0 && differences.length > 0) throw thrown;
		return await bringIntoLine(declaration, other, false);
	}
	const made = await find();
	const missing = made === undefined ? [] : differencesOf(declared, actual(made)).map(({ setting }) => setting);
	if (made !== undefined && missing.length > 0) await change(missing, made);
	return created;
}

async function bringIntoLine<T>({ what, declared, fixed = [], actual, change }: Declaration<T>, found: T, looksOnly: boolean): Promise<Ensured> {
	const differences = differencesOf(declared, actual(found));
	const settings = differences.map(({ setting }) => setting);
	if (looksOnly || settings.length === 0) return { existed: true, created: false, changed: false, differences };
	const stuck = differences.find(({ setting }) => fixed.includes(setting));
	if (stuck) {
		const { setting, is, wanted } = stuck;
		throw new InvalidField(setting, `${what} has ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}, and this cannot be changed`, JSON.stringify(is));
	}
	await change(settings, found);
	return { existed: true, created: false, changed: true, differences };
}

function differencesOf(declared: Readonly<Record<string, unknown>>, is: Readonly<Record<string, unknown>> | undefined): Difference[] {
	return Object.entries(declared)
		.filter(([setting, wanted]) => wanted !== undefined && (is === undefined || !isDeepStrictEqual(is[setting], wanted)))
		.map(([setting, wanted]) => ({ setting, is: is?.[setting] ?? null, wanted }));
}

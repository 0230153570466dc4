import { isDeepStrictEqual } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import type { Body } from './object-body.ts';
import { isSame } from './same-value.ts';
import type { NetBox, NetBoxObject } from './transport.ts';

/** Fields that change others: the tags of an object, or what is said of the change. */
const [ADD, REMOVE, MESSAGE] = ['add_tags', 'remove_tags', 'changelog_message'];

/**
 * Of the wanted values those that an object does not have yet, so that only what changes is sent and shows in
 * NetBox's change log.
 *
 * @param current as NetBox shows it: references and choices as objects
 */
export function changesOf(path: string, current: IDataObject, { values, fields, custom }: Body): IDataObject {
	const isThere = (name: string, value: unknown) => {
		if (name === MESSAGE) return true;
		const field = fields.get(name);
		if (name === ADD) return tagsAmong(current.tags, value, (present) => present);
		if (name === REMOVE) return tagsAmong(current.tags, value, (present) => !present);
		if (field?.kind !== 'customFields' || typeof value !== 'object' || value === null) return isSame(path, field, current[name], value);
		const shown = (current[name] ?? {}) as IDataObject;
		return Object.entries(value).every(([own, wanted]) => isSame(path, custom.get(own), shown[own], wanted));
	};
	const changes = Object.entries(values).filter(([name, value]) => !isThere(name, value));
	if (changes.length === 0) return {};
	return Object.fromEntries([...changes, ...(values[MESSAGE] ? [[MESSAGE, values[MESSAGE]] as const] : [])]);
}

/** Whether each of the tags is in the wanted relation to those that an object has. */
function tagsAmong(current: unknown, wanted: unknown, relation: (present: boolean) => boolean): boolean {
	const field = { name: 'tags', kind: 'reference' } as Parameters<typeof isSame>[1];
	const tags = Array.isArray(current) ? current : [];
	return [wanted].flat().every((tag) => relation(tags.some((present) => isSame('', field, present, tag))));
}

/** An object as it is now, what became of it, and which fields changed. */
export type Changed = NetBoxObject & { outcome: 'updated' | 'unchanged'; changed: string[] };

/**
 * Sends what changes, if anything does.
 *
 * What changed is told from the answer: NetBox may write a value in another way, and then have written the same.
 */
export async function applyChanges(netBox: NetBox, path: string, present: NetBoxObject, body: Body): Promise<Changed> {
	const changes = changesOf(path, present, body);
	if (Object.keys(changes).length === 0) return { ...present, outcome: 'unchanged', changed: [] };
	const updated = await netBox.send<NetBoxObject>('PATCH', `${path}/${present.id}`, changes);
	const changed = fieldsSeen(Object.keys(changes)).filter((name) => differs(name, present, updated));
	return { ...updated, outcome: changed.length > 0 ? 'updated' : 'unchanged', changed };
}

/** The fields in which it shows that these were sent. */
export function fieldsSeen(sent: readonly string[]): string[] {
	const seen = sent.filter((name) => name !== MESSAGE).map((name) => (name === ADD || name === REMOVE ? 'tags' : name));
	return [...new Set(seen)];
}

/** What NetBox never shows, such as a password, counts as changed when it was sent. */
function differs(name: string, before: IDataObject, after: IDataObject): boolean {
	return !(name in after) || !isDeepStrictEqual(before[name], after[name]);
}

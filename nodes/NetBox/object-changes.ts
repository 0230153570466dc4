import { isDeepStrictEqual } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import type { ObjectField, ObjectFields } from './object-fields.ts';
import type { NetBox, NetBoxObject } from './transport.ts';

/**
 * Of the wanted values those that an object does not have yet, so that only what changes is sent and shows in
 * NetBox's change log.
 *
 * @param current as NetBox shows it: references and choices as objects
 * @param wanted as NetBox takes it
 */
export function changesOf(current: IDataObject, wanted: IDataObject, fields: ObjectFields): IDataObject {
	return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !isSame(fields.get(name), current[name], value)));
}

function isSame(field: ObjectField | undefined, current: unknown, wanted: unknown): boolean {
	switch (field?.kind) {
		case 'reference':
			return isReferenceTo(current, wanted);
		case 'references':
			return (
				Array.isArray(current) &&
				Array.isArray(wanted) &&
				current.length === wanted.length &&
				wanted.every((entry) => current.some((present) => isReferenceTo(present, entry)))
			);
		case 'choice':
			return valueOf(current) === wanted;
		case 'number':
			return current === wanted || (current !== null && wanted !== null && Number(current) === Number(wanted));
		case 'dateTime':
			return current === wanted || Date.parse(String(current)) === Date.parse(String(wanted));
		case 'text':
			return (current ?? '') === (wanted ?? '');
		default:
			return containsAll(current, wanted);
	}
}

function isReferenceTo(current: unknown, wanted: unknown): boolean {
	if (current === null || wanted === null || typeof current !== 'object') return current === wanted;
	if (typeof wanted !== 'object') return 'id' in current && current.id === wanted;
	return containsAll(current, wanted);
}

/** Custom fields and the like: NetBox keeps the parts of an object that are not said. */
function containsAll(current: unknown, wanted: unknown): boolean {
	if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return isDeepStrictEqual(valueOf(current), wanted);
	if (typeof current !== 'object' || current === null) return false;
	return Object.entries(wanted).every(([key, value]) => containsAll((current as Record<string, unknown>)[key], value));
}

function valueOf(current: unknown): unknown {
	return typeof current === 'object' && current !== null && 'value' in current ? current.value : current;
}

/** An object as it is now, what became of it, and which fields changed. */
export type Changed = NetBoxObject & { outcome: 'updated' | 'unchanged'; changed: string[] };

/** Sends what changes, if anything does. */
export async function applyChanges(
	netBox: NetBox,
	path: string,
	present: NetBoxObject,
	wanted: IDataObject,
	fields: ObjectFields,
): Promise<Changed> {
	const changes = changesOf(present, wanted, fields);
	const changed = Object.keys(changes);
	if (changed.length === 0) return { ...present, outcome: 'unchanged', changed };
	const updated = await netBox.send<NetBoxObject>('PATCH', `${path}/${present.id}`, changes);
	return { ...updated, outcome: 'updated', changed };
}

import type { Tag } from '@aws-sdk/client-s3';

import { InvalidField } from '../../shared/errors.ts';

/** A tag as a row of the panel gives it. */
export interface TagRow {
	name: string;
	value: string;
}

/** @throws InvalidField when two tags have the same name */
export function toTagSet(rows: readonly TagRow[]): { Key: string; Value: string }[] {
	const names = rows.map(({ name }) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) throw new InvalidField('Tags', `"${twice}" is there twice`, 'one value for each name');
	return rows.map(({ name, value }) => ({ Key: name, Value: value }));
}

export function fromTagSet(tags: readonly Tag[] = []): Record<string, string> {
	return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Tags as the header of an upload carries them; `undefined` when there are none. */
export function toTagging(tags: readonly Tag[] = []): string | undefined {
	return tags.map(({ Key = '', Value = '' }) => `${encodeURIComponent(Key)}=${encodeURIComponent(Value)}`).join('&') || undefined;
}

/** The way back from {@link toTagging}. */
export function fromTagging(tagging = ''): { Key: string; Value: string }[] {
	return [...new URLSearchParams(tagging)].map(([Key, Value]) => ({ Key, Value }));
}

import {
	END,
	type PersistentSubscriptionToAllSettings,
	persistentSubscriptionToStreamSettingsFromDefaults,
	type PersistentSubscriptionToStreamSettings,
	START,
	UNBOUNDED,
} from '@eventstore/db-client';

import { InvalidField } from '../../shared/errors.ts';
import type { FieldValues } from '../../shared/field.ts';
import { toPosition } from '../position.ts';
import { toJsonNumber } from '../revision.ts';
import type { settingFields } from './setting-fields.ts';

export type ServerSettings = PersistentSubscriptionToAllSettings | PersistentSubscriptionToStreamSettings;

/** Settings as items carry them: 0 subscribers are any number, and where the group starts is a word, a revision or `commit/prepare`. */
export type Settings = Omit<FieldValues<typeof settingFields>, 'startFrom' | 'consumerStrategyName'> & {
	startFrom: string | number;
	consumerStrategyName: string;
};

/** @returns what the user gave, checked and as {@link settingsItem} writes it; what is not given is not there */
export function givenSettings(given: Partial<FieldValues<typeof settingFields>>, stream: string): Partial<Settings> {
	const { startFrom, ...others } = given;
	return { ...others, ...(startFrom !== undefined && startFrom !== '' && { startFrom: toItem(startOf(startFrom, stream)) }) };
}

/** The server's settings with what is declared put in their place; its defaults where a group is yet to be made. */
export function serverSettings(settings: Partial<Settings>, stream: string, found?: ServerSettings): ServerSettings {
	const { startFrom, maxSubscriberCount, ...others } = settings;
	const merged = {
		...(found ?? persistentSubscriptionToStreamSettingsFromDefaults()),
		...others,
		...(maxSubscriberCount !== undefined && { maxSubscriberCount: maxSubscriberCount === 0 ? UNBOUNDED : maxSubscriberCount }),
		...(startFrom !== undefined && { startFrom: startOf(startFrom, stream) }),
	} as ServerSettings;
	// The server's own words for it name its internals.
	if (merged.readBatchSize >= merged.historyBufferSize) {
		throw new InvalidField('Read Batch Size', `${merged.readBatchSize} is not less than History Buffer Size, ${merged.historyBufferSize}`, `1 to ${merged.historyBufferSize - 1}`);
	}
	return merged;
}

/** Settings of a group as an item carries them. */
export function settingsItem(settings: ServerSettings): Settings {
	const { maxSubscriberCount, startFrom, ...others } = settings;
	return { ...others, maxSubscriberCount: maxSubscriberCount === UNBOUNDED ? 0 : maxSubscriberCount, startFrom: toItem(startFrom) };
}

function startOf(value: unknown, stream: string): ServerSettings['startFrom'] {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (text === START || text === END) return text;
	if (stream === '$all') return toPosition(value, 'Start From');
	const revision = String(text);
	if (!/^\d{1,18}$/.test(revision)) throw new InvalidField('Start From', `got ${JSON.stringify(value)?.slice(0, 80)}`, 'start, end, or the revision of an event');
	return BigInt(revision);
}

function toItem(start: ServerSettings['startFrom']): string | number {
	if (typeof start === 'string') return start;
	return typeof start === 'bigint' ? toJsonNumber(start) : `${start.commit}/${start.prepare}`;
}

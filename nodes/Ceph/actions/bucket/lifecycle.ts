import type { LifecycleRule } from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { rows } from '../../../shared/field.ts';
import { listOf } from './list-of.ts';

/** Rules as most people need them: what goes away when. */
export const lifecycleTable = rows(
	'Rules',
	'Rule',
	{
		abortUploadsAfter: {
			displayName: 'Abort Uploads After (Days)',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description: 'Days after which an upload that was not completed is given up and its parts are deleted; 0 for never',
		},
		enabled: { displayName: 'Enabled', type: 'boolean', default: true, description: 'Whether the rule holds' },
		expireAfter: {
			displayName: 'Expire After (Days)',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description: 'Days after which an object is deleted, or becomes an earlier version where those are kept; 0 for never',
		},
		expireEarlierAfter: {
			displayName: 'Expire Earlier Versions After (Days)',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description: 'Days after which an earlier version is deleted, counted from when it became one; 0 for never',
		},
		name: { displayName: 'Name', type: 'string', default: '', placeholder: 'e.g. drafts', description: 'Name of the rule; given by the gateway when empty' },
		prefix: { displayName: 'Prefix', type: 'string', default: '', placeholder: 'e.g. drafts/', description: 'Only objects whose keys begin with this; empty for all' },
	},
	'What goes away when; the gateway does it once a day',
);

export interface LifecycleRow {
	name: string;
	prefix: string;
	expireAfter: number;
	expireEarlierAfter: number;
	abortUploadsAfter: number;
	enabled: boolean;
}

/** @throws InvalidField for a rule that does nothing */
export function fromRows(table: readonly LifecycleRow[]): LifecycleRule[] {
	return table.map(({ name, prefix, expireAfter, expireEarlierAfter, abortUploadsAfter, enabled }) => {
		if (!(expireAfter || expireEarlierAfter || abortUploadsAfter)) {
			throw new InvalidField('Rules', `the rule for prefix "${prefix}" does nothing`, 'a number of days in at least one of its fields');
		}
		return {
			...(name && { ID: name }),
			Filter: { Prefix: prefix },
			Status: enabled ? 'Enabled' : 'Disabled',
			...(expireAfter && { Expiration: { Days: expireAfter } }),
			...(expireEarlierAfter && { NoncurrentVersionExpiration: { NoncurrentDays: expireEarlierAfter } }),
			...(abortUploadsAfter && { AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortUploadsAfter } }),
		};
	});
}

/** @throws InvalidField for what is no list of rules */
export function fromJson(json: unknown, field: string): LifecycleRule[] {
	return listOf<LifecycleRule>(json, 'Rules', field).map((rule) => ({
		...rule,
		...(rule.Expiration && { Expiration: dated(rule.Expiration) }),
		...(rule.Transitions && { Transitions: rule.Transitions.map(dated) }),
	}));
}

/**
 * A rule in the form in which two can be compared: S3 has more than one way to say the same, and gateways name the rules
 * that have no name.
 */
export function comparable(rules: readonly LifecycleRule[]): unknown {
	const plain = rules.map(({ ID: _name, Prefix, Filter, ...rule }) => {
		const { Prefix: prefix = Prefix ?? '', ...filter } = Filter ?? {};
		return JSON.parse(JSON.stringify({ ...rule, prefix, ...(Object.keys(filter).length > 0 && { filter }) })) as Record<string, unknown>;
	});
	return plain.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** JSON has times as text, where the client wants dates. */
function dated<T extends { Date?: Date }>(when: T): T {
	return when.Date === undefined ? when : { ...when, Date: new Date(when.Date) };
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, entry]) => [key, sorted(entry)]),
	);
}

import type { LifecycleRule } from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { rows } from '../../../shared/field.ts';

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

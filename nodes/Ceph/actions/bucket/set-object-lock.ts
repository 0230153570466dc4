import { type DefaultRetention, PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { readObjectLock } from './get-object-lock.ts';

export const setObjectLock = defineOperation<CephContext>()({
	name: 'Set Object Lock',
	action: 'Set the object lock of a bucket',
	description: 'Say for how long new versions in a bucket are locked unless whoever stores them says otherwise; a bucket that keeps versions gets the lock by it for good, in older releases only one that was created with it has it',
	fields: {
		bucket,
		mode: {
			displayName: 'Mode',
			type: 'options',
			options: [
				{ name: 'Compliance', value: 'COMPLIANCE', description: 'Nobody can delete a version before its time, not even the owner' },
				{ name: 'Governance', value: 'GOVERNANCE', description: 'Those can who have the permission to bypass it' },
				{ name: 'None', value: 'none', description: 'New versions are not locked' },
			],
			default: 'GOVERNANCE',
			description: 'How strictly versions are kept',
		},
		period: {
			displayName: 'Period',
			type: 'number',
			default: 1,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			description: 'How long a new version is locked',
			hide: { mode: ['none'] },
		},
		unit: {
			displayName: 'Unit',
			type: 'options',
			options: [
				{ name: 'Days', value: 'days' },
				{ name: 'Years', value: 'years' },
			],
			default: 'days',
			description: 'What the period is counted in',
			hide: { mode: ['none'] },
		},
	},
	async run({ fields: { bucket, mode, period, unit }, gateway }) {
		const retention: DefaultRetention | undefined = mode === 'none' ? undefined : { Mode: mode, ...(unit === 'days' ? { Days: period } : { Years: period }) };
		await gateway.send(
			new PutObjectLockConfigurationCommand({
				Bucket: bucket,
				ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(retention && { Rule: { DefaultRetention: retention } }) },
			}),
		);
		return { bucket, ...(await readObjectLock(gateway, bucket)) };
	},
});

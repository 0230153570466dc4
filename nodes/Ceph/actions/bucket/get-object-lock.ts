import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getObjectLock = defineOperation<CephContext>()({
	name: 'Get Object Lock',
	action: 'Get the object lock of a bucket',
	description: 'Get whether versions can be locked in a bucket, and for how long new ones are unless whoever stores them says otherwise',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const answer = await orNone(gateway.send(new GetObjectLockConfigurationCommand({ Bucket: bucket })), 'ObjectLockConfigurationNotFoundError');
		const { ObjectLockEnabled, Rule } = answer?.ObjectLockConfiguration ?? {};
		const { Mode, Days, Years } = Rule?.DefaultRetention ?? {};
		return { bucket, enabled: ObjectLockEnabled === 'Enabled', mode: Mode ?? null, days: Days || null, years: Years || null };
	},
});

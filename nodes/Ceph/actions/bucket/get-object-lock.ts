import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getObjectLock = defineOperation<CephContext>()({
	name: 'Get Object Lock',
	action: 'Get the object lock of a bucket',
	description: 'Get whether versions can be locked in a bucket, and for how long new ones are unless whoever stores them says otherwise',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, ...(await readObjectLock(gateway, bucket)) };
	},
});

export async function readObjectLock(gateway: Gateway, Bucket: string) {
	const answer = await orNone(gateway.send(new GetObjectLockConfigurationCommand({ Bucket })), 'ObjectLockConfigurationNotFoundError');
	const { ObjectLockEnabled, Rule } = answer?.ObjectLockConfiguration ?? {};
	const { Mode, Days, Years } = Rule?.DefaultRetention ?? {};
	return { enabled: ObjectLockEnabled === 'Enabled', mode: Mode ?? null, days: Days || null, years: Years || null };
}

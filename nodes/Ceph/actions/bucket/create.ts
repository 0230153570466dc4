import { CreateBucketCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { name, objectLock, placement } from './fields.ts';
import { toConfiguration } from './placement.ts';
import { SETTINGS } from './settings.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a bucket',
	description: 'Create a bucket that belongs to the user of the credential; one that this user has already stays as it is',
	fields: {
		name,
		options: collection('Add option', {
			acl: {
				displayName: 'Access',
				type: 'options',
				options: [
					{ name: 'Any User May Read', value: 'authenticated-read' },
					{ name: 'Everybody May Read', value: 'public-read', description: 'Also without a key' },
					{ name: 'Everybody May Read and Write', value: 'public-read-write', description: 'Also without a key' },
					{ name: 'Only the Owner', value: 'private' },
				],
				default: 'private',
				description: 'Who may list the bucket, or store in it; objects have an access of their own',
			},
			objectLock,
			placement,
		}),
	},
	async run({ fields: { name, options }, gateway }) {
		const { acl, objectLock, placement } = options;
		await gateway.send(
			new CreateBucketCommand({
				Bucket: name,
				ACL: acl,
				ObjectLockEnabledForBucket: objectLock || undefined,
				CreateBucketConfiguration: toConfiguration(placement),
			}),
		);
		// One that was there already has it from its own beginning or not.
		return { name, ...(objectLock && { objectLock: await SETTINGS.objectLock.read(gateway, name) }) };
	},
});

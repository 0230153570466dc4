import { CreateBucketCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a bucket',
	description: 'Create a bucket that belongs to the user of the credential; one that this user has already stays as it is',
	fields: {
		name: {
			displayName: 'Name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. documents',
			description: 'Unique in the cluster: 3 to 63 lowercase letters, digits, hyphens and dots',
		},
	},
	async run({ fields: { name }, gateway }) {
		await gateway.send(new CreateBucketCommand({ Bucket: name }));
		return { name };
	},
});

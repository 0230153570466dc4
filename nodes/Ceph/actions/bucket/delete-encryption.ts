import { DeleteBucketEncryptionCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deleteEncryption = defineOperation<CephContext>()({
	name: 'Delete Encryption',
	action: 'Delete the encryption of a bucket',
	description: 'Have new objects of a bucket no longer encrypted unless whoever stores them asks for it; those that there are stay as they are',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		await gateway.send(new DeleteBucketEncryptionCommand({ Bucket: bucket }));
		return { bucket, algorithm: null, keyId: null };
	},
});

import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { readEncryption } from './get-encryption.ts';

export const setEncryption = defineOperation<CephContext>()({
	name: 'Set Encryption',
	action: 'Set the encryption of a bucket',
	description: 'Have new objects of a bucket encrypted when whoever stores them does not say how; the gateway needs a key store for that, and refuses objects without one',
	fields: {
		bucket,
		algorithm: {
			displayName: 'Algorithm',
			type: 'options',
			options: [
				{ name: 'SSE-KMS', value: 'aws:kms', description: 'With a key of the key management that the gateway is set up with' },
				{ name: 'SSE-S3', value: 'AES256', description: 'With keys that the gateway makes and keeps in its own key store (rgw_crypt_sse_s3_backend)' },
			],
			default: 'AES256',
			description: 'Where the key comes from; it is AES with 256 bits in either case',
		},
		keyId: {
			displayName: 'Key ID',
			type: 'string',
			default: '',
			placeholder: 'e.g. documents-key',
			description: 'Name of the key in the key management',
			show: { algorithm: ['aws:kms'] },
		},
	},
	async run({ fields: { bucket, algorithm, keyId }, gateway }) {
		const key = algorithm === 'aws:kms' && keyId !== '' ? keyId : undefined;
		await gateway.send(
			new PutBucketEncryptionCommand({
				Bucket: bucket,
				ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: key } }] },
			}),
		);
		return { bucket, ...(await readEncryption(gateway, bucket)) };
	},
});

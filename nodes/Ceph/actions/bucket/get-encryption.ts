import { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getEncryption = defineOperation<CephContext>()({
	name: 'Get Encryption',
	action: 'Get the encryption of a bucket',
	description: 'Get how new objects of a bucket are encrypted when whoever stores them does not say; null when they are not',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, ...(await readEncryption(gateway, bucket)) };
	},
});

export async function readEncryption(gateway: Gateway, Bucket: string) {
	const answer = await orNone(gateway.send(new GetBucketEncryptionCommand({ Bucket })), 'ServerSideEncryptionConfigurationNotFoundError');
	const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
	const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
	return { algorithm: SSEAlgorithm ?? null, keyId: KMSMasterKeyID || null };
}

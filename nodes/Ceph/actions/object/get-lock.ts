import { HeadObjectCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { versionId } from './fields.ts';

export const getLock = defineOperation<CephContext>()({
	name: 'Get Lock',
	action: 'Get the lock of an object',
	description: 'Get until when a version of an object is kept, how strictly, and whether a legal hold is on it',
	fields: { bucket: bucketField, key: keyField, options: collection('Add option', { versionId }) },
	async run({ fields: { bucket, key, options }, gateway }) {
		const { VersionId, ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = await gateway.send(
			new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: options.versionId || undefined }),
		);
		return {
			bucket,
			key,
			versionId: VersionId,
			retentionMode: ObjectLockMode ?? null,
			retainUntil: ObjectLockRetainUntilDate?.toISOString() ?? null,
			legalHold: ObjectLockLegalHoldStatus === 'ON',
			locked: ObjectLockLegalHoldStatus === 'ON' || (ObjectLockRetainUntilDate?.getTime() ?? 0) > Date.now(),
		};
	},
});

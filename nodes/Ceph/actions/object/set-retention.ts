import { PutObjectRetentionCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { parseMoment } from '../../../shared/moment.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { bypassGovernance, retainUntil, retentionMode, versionId } from './fields.ts';

export const setRetention = defineOperation<CephContext>()({
	name: 'Set Retention',
	action: 'Set the retention of an object',
	description: 'Keep a version of an object from being changed or deleted until a time; a retention can be made longer, and in governance mode shorter by those who may',
	fields: {
		bucket: bucketField,
		key: keyField,
		retentionMode,
		retainUntil: { ...retainUntil, required: true },
		options: collection('Add option', { bypassGovernance, versionId }),
	},
	async run({ fields: { bucket, key, retentionMode, retainUntil, options }, gateway }) {
		const VersionId = options.versionId || undefined;
		const until = parseMoment(retainUntil, 'Retain Until');
		await gateway.send(
			new PutObjectRetentionCommand({
				Bucket: bucket,
				Key: key,
				VersionId,
				Retention: { Mode: retentionMode, RetainUntilDate: until },
				BypassGovernanceRetention: options.bypassGovernance || undefined,
			}),
		);
		return { bucket, key, versionId: VersionId, retentionMode, retainUntil: until.toISOString() };
	},
});

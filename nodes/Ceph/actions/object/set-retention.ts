import { GetObjectRetentionCommand, PutObjectRetentionCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { parseMoment } from '../../../shared/moment.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
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
		const object = { Bucket: bucket, Key: key, VersionId: options.versionId || undefined };
		const Retention = { Mode: retentionMode, RetainUntilDate: parseMoment(retainUntil, 'Retain Until') };
		await gateway.send(new PutObjectRetentionCommand({ ...object, Retention, BypassGovernanceRetention: options.bypassGovernance || undefined }));
		// Who may set it and not see it is told what was set.
		const kept = (await orNone(gateway.send(new GetObjectRetentionCommand(object)), 'AccessDenied'))?.Retention ?? Retention;
		return { bucket, key, versionId: object.VersionId, retentionMode: kept.Mode, retainUntil: kept.RetainUntilDate?.toISOString() };
	},
});

import { PutObjectLegalHoldCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { legalHold, versionId } from './fields.ts';

export const setLegalHold = defineOperation<CephContext>()({
	name: 'Set Legal Hold',
	action: 'Set the legal hold of an object',
	description: 'Keep a version of an object for as long as the hold is on, or take the hold away',
	fields: { bucket: bucketField, key: keyField, legalHold: { ...legalHold, default: true }, options: collection('Add option', { versionId }) },
	async run({ fields: { bucket, key, legalHold, options }, gateway }) {
		const VersionId = options.versionId || undefined;
		await gateway.send(new PutObjectLegalHoldCommand({ Bucket: bucket, Key: key, VersionId, LegalHold: { Status: legalHold ? 'ON' : 'OFF' } }));
		return { bucket, key, versionId: VersionId, legalHold };
	},
});

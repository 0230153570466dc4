import { GetObjectLegalHoldCommand, PutObjectLegalHoldCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import { bucketField, keyField } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { legalHold, versionId } from './fields.ts';

export const setLegalHold = defineOperation<CephContext>()({
	name: 'Set Legal Hold',
	action: 'Set the legal hold of an object',
	description: 'Keep a version of an object for as long as the hold is on, or take the hold away',
	fields: { bucket: bucketField, key: keyField, legalHold: { ...legalHold, default: true }, options: collection('Add option', { versionId }) },
	async run({ fields: { bucket, key, legalHold, options }, gateway }) {
		const object = { Bucket: bucket, Key: key, VersionId: options.versionId || undefined };
		const LegalHold = { Status: legalHold ? ('ON' as const) : ('OFF' as const) };
		await gateway.send(new PutObjectLegalHoldCommand({ ...object, LegalHold }));
		// Who may set it and not see it is told what was set.
		const kept = (await orNone(gateway.send(new GetObjectLegalHoldCommand(object)), 'AccessDenied'))?.LegalHold ?? LegalHold;
		return { bucket, key, versionId: object.VersionId, legalHold: kept.Status === 'ON' };
	},
});

import { DeleteBucketCorsCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deleteCors = defineOperation<CephContext>()({
	name: 'Delete CORS',
	action: 'Delete the CORS rules of a bucket',
	description: 'Have no page in a browser use a bucket any more; that there are no rules is no error',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		await orNone(gateway.send(new DeleteBucketCorsCommand({ Bucket: bucket })), 'NoSuchCORSConfiguration');
		return { bucket, rules: [] };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { readCors } from './cors-rules.ts';
import { bucket } from './fields.ts';

export const getCors = defineOperation<CephContext>()({
	name: 'Get CORS',
	action: 'Get the CORS rules of a bucket',
	description: 'Get the rules that say which pages in browsers may use a bucket, in the words of S3',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, rules: await readCors(gateway, bucket) };
	},
});

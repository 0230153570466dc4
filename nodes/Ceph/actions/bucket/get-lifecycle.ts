import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { readLifecycle } from './lifecycle-setting.ts';

export const getLifecycle = defineOperation<CephContext>()({
	name: 'Get Lifecycle',
	action: 'Get the life cycle of a bucket',
	description: 'Get the rules by which objects, versions and incomplete uploads of a bucket go away, in the words of S3',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		// As JSON, so that dates are text.
		return { bucket, rules: JSON.parse(JSON.stringify(await readLifecycle(gateway, bucket))) as unknown };
	},
});

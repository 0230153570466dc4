import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { writeLifecycle } from './lifecycle-setting.ts';

export const deleteLifecycle = defineOperation<CephContext>()({
	name: 'Delete Lifecycle',
	action: 'Delete the life cycle of a bucket',
	description: 'Have nothing in a bucket go away by itself any more; that there are no rules is no error',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, rules: await writeLifecycle(gateway, bucket, []) };
	},
});

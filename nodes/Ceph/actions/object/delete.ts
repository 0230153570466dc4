import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { deleteObject } from '../../gateway/delete-keys.ts';
import type { CephContext } from '../../transport.ts';
import { bypassGovernance, versionId } from './fields.ts';

export const deleteOne = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete an object',
	description: 'Delete an object; that it is gone already is no error',
	fields: {
		bucket: bucketField,
		key: keyField,
		options: collection('Add option', {
			bypassGovernance,
			versionId: { ...versionId, description: 'Deletes this version for good. Without it, a bucket that keeps versions gets a delete marker and keeps them all.' },
		}),
	},
	run: async ({ fields: { bucket, key, options }, gateway }) => await deleteObject(gateway, bucket, key, options.versionId, options),
});

import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { deleteObject } from '../../gateway/delete-keys.ts';
import type { CephContext } from '../../transport.ts';
import { copyFields, copyObject, copyOptions } from './copying.ts';

const { sourceVersionId: _latest, ...options } = copyOptions;

export const move = defineOperation<CephContext>()({
	name: 'Move',
	action: 'Move an object',
	description: 'Give an object another key or another bucket, in place of one that is there: it is copied inside the cluster, then deleted where it was',
	fields: {
		...copyFields,
		sourceBucket: { ...copyFields.sourceBucket, description: 'The bucket to move from' },
		sourceKey: { ...copyFields.sourceKey, description: 'Full name that the object has' },
		bucket: { ...copyFields.bucket, description: 'The bucket to move to' },
		key: { ...copyFields.key, description: 'Full name that the object is given' },
		options: collection('Add option', options),
	},
	async run({ fields, gateway }) {
		const { sourceBucket, sourceKey, bucket, key } = fields;
		if (sourceBucket === bucket && sourceKey === key) {
			throw new InvalidField('Destination Key', 'this is the object itself', 'another key or another bucket than those of the source');
		}
		const copied = await copyObject(gateway, fields);
		await deleteObject(gateway, sourceBucket, sourceKey, undefined);
		return { ...copied, moved: true };
	},
});

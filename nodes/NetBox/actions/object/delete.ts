import { defineOperation } from '../../../shared/operation.ts';
import { findId, lookupFields } from '../../lookup.ts';
import { typePath } from '../../object-type.ts';
import type { NetBoxContext } from '../../transport.ts';
import { objectType } from './fields.ts';

export const deleteObject = defineOperation<NetBoxContext>()({
	name: 'Delete',
	action: 'Delete an object',
	description: 'Delete an object on which nothing else depends',
	fields: { objectType, ...lookupFields },
	async run({ fields, netBox }) {
		const path = typePath(fields.objectType);
		const id = await findId(netBox, path, fields);
		await netBox.send('DELETE', `${path}/${id}`);
		return { id, deleted: true };
	},
});

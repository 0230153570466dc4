import { defineOperation } from '../../../shared/operation.ts';
import { findOne, lookupFields } from '../../lookup.ts';
import { givenValues, toBody } from '../../object-body.ts';
import { objectFields } from '../../object-fields.ts';
import { applyChanges } from '../../object-changes.ts';
import { typePath } from '../../object-type.ts';
import type { NetBoxContext } from '../../transport.ts';
import { objectType, updateFields } from './fields.ts';

export const update = defineOperation<NetBoxContext>()({
	name: 'Update',
	action: 'Update an object',
	description: 'Change fields of an object; those that have the wanted value already are not sent',
	fields: { objectType, ...lookupFields, ...updateFields },
	async run({ fields, item, netBox }) {
		const path = typePath(fields.objectType);
		const known = await objectFields(netBox, path);
		const wanted = toBody(givenValues(fields, known, item), known);
		return await applyChanges(netBox, path, await findOne(netBox, path, fields), wanted, known);
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { givenValues } from '../../given-values.ts';
import { objectFields } from '../../knowledge.ts';
import { findOne, lookupFields } from '../../lookup.ts';
import { toBody } from '../../object-body.ts';
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
		const body = await toBody(netBox, path, givenValues(fields, known, item), known);
		return await applyChanges(netBox, path, await findOne(netBox, path, fields), body);
	},
});

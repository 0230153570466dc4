import { defineOperation } from '../../../shared/operation.ts';
import { givenValues } from '../../given-values.ts';
import { objectFields } from '../../knowledge.ts';
import { toBody, withoutEmpty } from '../../object-body.ts';
import { typePath } from '../../object-type.ts';
import type { NetBoxContext, NetBoxObject } from '../../transport.ts';
import { createFields, objectType } from './fields.ts';

export const create = defineOperation<NetBoxContext>()({
	name: 'Create',
	action: 'Create an object',
	description: 'Create an object of any type',
	fields: { objectType, ...createFields },
	async run({ fields, item, netBox }) {
		const path = typePath(fields.objectType);
		const known = await objectFields(netBox, path);
		const { values } = await toBody(netBox, path, givenValues(fields, known, item), known);
		return await netBox.send<NetBoxObject>('POST', path, withoutEmpty(values));
	},
});

import { defineOperation } from '../../shared/operation.ts';
import { typeCid, typeSchema } from '../type-cid.ts';
import { typeFields } from './fields.ts';
import { chosenType } from './type.ts';

export const describe = defineOperation<object>()({
	name: 'Describe',
	action: 'Describe a type',
	description: 'Get the CID of a type, its schema as data and as text',
	fields: typeFields,
	async run({ fields }) {
		const type = chosenType(fields);
		return { name: type.root, cid: await typeCid(type), schema: typeSchema(type), text: type.dsl };
	},
});

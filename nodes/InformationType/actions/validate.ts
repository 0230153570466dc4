import { defineOperation, output } from '../../shared/operation.ts';
import { withTypeCid } from '../type-cid.ts';
import { walk } from '../validate/walk.ts';
import { options, typeFields, value } from './fields.ts';
import { chosenType } from './type.ts';

export const validate = defineOperation<object>()({
	name: 'Validate',
	action: 'Validate an item',
	description: 'Let items pass that satisfy a type; the others leave by the output Invalid with the paths that fail',
	fields: { ...typeFields, value, options },
	async run({ fields, item: { json, binary } }) {
		const type = chosenType(fields);
		const { problems } = walk(fields.value, type, false);
		if (problems.length > 0) return output({ ...json, problems }, { binary, branch: 'invalid' });
		return output(await withTypeCid(json, type, fields.options.typeCidField), { binary, branch: 'valid' });
	},
});

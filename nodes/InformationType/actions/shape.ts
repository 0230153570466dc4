import { defineOperation, output } from '../../shared/operation.ts';
import { withTypeCid } from '../type-cid.ts';
import { walk } from '../validate/walk.ts';
import { shapeOptions, typeFields, value } from './fields.ts';
import { chosenType } from './type.ts';

export const shape = defineOperation<object>()({
	name: 'Shape',
	action: 'Shape an item',
	description: 'Keep only what a type declares, fill in what it implies, and validate the result',
	fields: { ...typeFields, value, options: shapeOptions },
	async run({ fields, item: { json, binary } }) {
		const type = chosenType(fields);
		const { value: shaped, problems } = walk(fields.value, type, true, fields.options.nullIsMissing ?? false);
		if (problems.length > 0) return output({ ...json, problems }, { binary, branch: 'invalid' });
		const whole = typeof shaped === 'object' && shaped !== null && !Array.isArray(shaped) ? shaped : { value: shaped };
		return output(await withTypeCid(whole, type, fields.options.typeCidField), { binary, branch: 'valid' });
	},
});

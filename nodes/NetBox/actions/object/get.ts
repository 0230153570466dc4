import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { findOne, lookupFields } from '../../lookup.ts';
import { typePath } from '../../object-type.ts';
import type { NetBoxContext } from '../../transport.ts';
import { objectType } from './fields.ts';

export const get = defineOperation<NetBoxContext>()({
	name: 'Get',
	action: 'Get an object',
	description: 'Get one object by its ID or by what only it has',
	fields: {
		objectType,
		...lookupFields,
		options: collection('Add option', {
			ifMissing: {
				displayName: 'If the Object Does Not Exist',
				type: 'options',
				options: [
					{ name: 'Fail', value: 'fail', description: 'The item fails with code 404' },
					{ name: 'Return Nothing', value: 'nothing', description: 'No item leaves for this one' },
				],
				default: 'fail',
			},
		}),
	},
	async run({ fields, netBox }) {
		try {
			return await findOne(netBox, typePath(fields.objectType), fields);
		} catch (error) {
			const missing = error instanceof SystemError && error.failure.code === '404';
			if (missing && fields.options.ifMissing === 'nothing') return [];
			throw error;
		}
	},
});

import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { objectFields } from '../../knowledge.ts';
import { findId, lookupFields } from '../../lookup.ts';
import { typePath } from '../../object-type.ts';
import type { NetBox, NetBoxContext } from '../../transport.ts';
import { objectType } from './fields.ts';

export const deleteObject = defineOperation<NetBoxContext>()({
	name: 'Delete',
	action: 'Delete an object',
	description: 'Delete an object on which nothing else depends',
	fields: {
		objectType,
		...lookupFields,
		options: collection('Add option', {
			changelogMessage: {
				displayName: 'Change Log Message',
				type: 'string',
				default: '',
				description: 'What the change log of NetBox says of it',
			},
		}),
	},
	async run({ fields, netBox }) {
		const path = typePath(fields.objectType);
		const { changelogMessage: message = '' } = fields.options;
		if (message !== '') await checkMessage(netBox, path);
		const id = await findId(netBox, path, fields);
		await netBox.send('DELETE', `${path}/${id}`, message === '' ? undefined : { changelog_message: message });
		return { id, deleted: true };
	},
});

/** NetBox before 4.4 ignores what is said of a change. */
async function checkMessage(netBox: NetBox, path: string): Promise<void> {
	if ((await objectFields(netBox, path)).has('changelog_message')) return;
	throw new InvalidField('Change Log Message', `this NetBox takes none for ${path}`, 'nothing');
}

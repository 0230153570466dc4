import type { IDataObject } from 'n8n-workflow';

import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { PREFIX } from '../../custom-fields.ts';
import { givenValues, referenceOf } from '../../given-values.ts';
import { inTurn } from '../../in-turn.ts';
import { objectFields } from '../../knowledge.ts';
import { findMatch, matchOf } from '../../match.ts';
import { type Body, toBody, withoutEmpty } from '../../object-body.ts';
import { applyChanges, fieldsSeen } from '../../object-changes.ts';
import type { ObjectFields } from '../../object-fields.ts';
import { typePath } from '../../object-type.ts';
import type { NetBoxContext, NetBoxObject } from '../../transport.ts';
import { ensureFields, objectType } from './fields.ts';

export const ensure = defineOperation<NetBoxContext>()({
	name: 'Create or Update',
	action: 'Create or update an object',
	description: 'Create a new object, or update the one that has the same values in the fields to match on',
	fields: { objectType, ...ensureFields },
	async run({ fields, item, netBox }) {
		const path = typePath(fields.objectType);
		const known = await objectFields(netBox, path);
		const values = givenValues({ input: 'fields', values: fields.values, body: undefined }, known, item);
		const body = await toBody(netBox, path, values, known);
		const match = await matchOf(netBox, path, valuesToMatch(fields.values?.matchingColumns ?? [], body, known), body);
		const find = async () => await findMatch(netBox, path, match, body);

		// NetBox does not see to it that there is one alone; two at once would both find none.
		return await inTurn(JSON.stringify([await netBox.address(), path, match.query]), async () => {
			const present = await find();
			if (present !== undefined) return await applyChanges(netBox, path, present, body);
			const wanted = withoutEmpty(body.values);
			try {
				const created = await netBox.send<NetBoxObject>('POST', path, wanted);
				return { ...created, outcome: 'created', changed: fieldsSeen(Object.keys(wanted)) };
			} catch (error) {
				// Somebody else may have created it in between; NetBox then refuses a second one.
				const refused = error instanceof SystemError && ['400', '409'].includes(error.failure.code ?? '');
				const other = refused ? await find() : undefined;
				if (other === undefined) throw error;
				return await applyChanges(netBox, path, other, body);
			}
		});
	},
});

function valuesToMatch(columns: readonly string[], { values }: Body, known: ObjectFields): IDataObject {
	if (columns.length === 0) throw new InvalidField('Fields', 'none to match on', 'one or more fields that together name the object');
	const custom = (values.custom_fields ?? {}) as IDataObject;
	return Object.fromEntries(
		columns.map((column) => {
			const name = referenceOf(column, known)?.name ?? column;
			return [name, known.has(name) || !name.startsWith(PREFIX) ? values[name] : custom[name.slice(PREFIX.length)]];
		}),
	);
}

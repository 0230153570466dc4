import type { IDataObject } from 'n8n-workflow';

import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { type Filter, toQuery } from '../../filters.ts';
import { findByQuery } from '../../lookup.ts';
import { givenValues, toBody, withoutEmpty } from '../../object-body.ts';
import { applyChanges } from '../../object-changes.ts';
import { type ObjectField, objectFields } from '../../object-fields.ts';
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
		const wanted = toBody(values, known);
		const matching = fields.values?.matchingColumns ?? [];
		if (matching.length === 0) throw new InvalidField('Fields', 'none to match on', 'one or more fields that together name the object');
		const query = await toQuery(netBox, path, matching.map((name) => toFilter(known.get(name), name, wanted[name])));
		const find = async () => await findByQuery(netBox, path, query);

		const present = await find();
		if (present !== undefined) return await applyChanges(netBox, path, present, wanted, known);
		try {
			const created = await netBox.send<NetBoxObject>('POST', path, withoutEmpty(wanted) as IDataObject);
			return { ...created, outcome: 'created', changed: Object.keys(withoutEmpty(wanted)) };
		} catch (error) {
			// Somebody else may have created it in between; NetBox then refuses a second one.
			const refused = error instanceof SystemError && ['400', '409'].includes(error.failure.code ?? '');
			const other = refused ? await find() : undefined;
			if (other === undefined) throw error;
			return await applyChanges(netBox, path, other, wanted, known);
		}
	},
});

/** Another object is filtered by its id (`site_id`), or by its slug under the field's own name. */
function toFilter(field: ObjectField | undefined, name: string, value: unknown): Filter {
	if (value === undefined || value === null || value === '') throw new InvalidField(field?.label ?? name, 'a value is required to match on');
	if (field?.kind !== 'reference') return { name, value: toText(field, name, value) };
	if (typeof value === 'number') return { name: `${name}_id`, value: String(value) };
	const slug = (value as { slug?: unknown }).slug;
	if (typeof slug === 'string') return { name, value: slug };
	throw new InvalidField(field.label, 'cannot be matched on by name', 'the ID of an object');
}

function toText(field: ObjectField | undefined, name: string, value: unknown): string {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw new InvalidField(field?.label ?? name, 'cannot be matched on', 'fields that hold a text, a number or another object');
}

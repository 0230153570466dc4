import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { Field, Fields } from './field.ts';

/** The key of the one group of values inside a table field, as n8n stores it. */
export const ROWS = 'values';

/**
 * Turns declared fields into n8n's properties.
 *
 * @param show the resource and operation that the fields belong to; a field's own `show` is added to it
 */
export function toProperties(fields: Fields, show: NonNullable<IDisplayOptions['show']> = {}): INodeProperties[] {
	return Object.entries(fields).map(([name, field]) => toProperty(name, field, show));
}

function toProperty(name: string, field: Field, inherited: NonNullable<IDisplayOptions['show']>): INodeProperties {
	const { show, hide, ...own } = field;
	const shown = { ...inherited, ...show };
	const displayOptions = {
		...(Object.keys(shown).length > 0 && { show: shown }),
		...(hide && { hide }),
	};
	// Declarations are n8n's own properties in all but readonly modifiers and the two kinds that nest fields.
	return {
		// n8n's lint asks that these two come first.
		displayName: field.displayName,
		name,
		...nested(own),
		...(Object.keys(displayOptions).length > 0 && { displayOptions }),
	} as unknown as INodeProperties;
}

function nested(field: Field): object {
	switch (field.type) {
		case 'collection': {
			const { fields, ...rest } = field;
			return { ...rest, default: {}, options: byDisplayName(toProperties(fields)) };
		}
		case 'rows': {
			const { fields, row, ...rest } = field;
			return {
				...rest,
				type: 'fixedCollection',
				default: {},
				typeOptions: { multipleValues: true, ...rest.typeOptions },
				options: [{ name: ROWS, displayName: row, values: toProperties(fields) }],
			};
		}
		case 'binary':
		case 'texts':
			return { ...field, type: 'string' };
		case 'json': {
			const { anyValue: _any, exact: _exact, ...rest } = field;
			return rest;
		}
		case 'string':
		case 'dateTime': {
			const { raw: _raw, ...rest } = field;
			return rest;
		}
		default:
			return field;
	}
}

/** n8n lists the entries of a collection as given and asks that they be sorted. */
function byDisplayName(properties: INodeProperties[]): INodeProperties[] {
	return properties.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
}

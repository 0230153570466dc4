import type { IDataObject } from 'n8n-workflow';

import { InvalidField } from './errors.ts';

/**
 * What a JSON field gives, which must be an object.
 *
 * @param field as it is called in the form
 * @throws InvalidField for a list, and for what is no object at all
 */
export function jsonObject(value: unknown, field: string, allowed = '{ "name": "value" }'): IDataObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidField(field, 'is no object', allowed);
	return value as IDataObject;
}

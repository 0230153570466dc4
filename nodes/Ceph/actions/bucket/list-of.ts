import { InvalidField } from '../../../shared/errors.ts';

/**
 * Takes a list out of JSON that may also have S3's own frame around it, as its tools give it.
 *
 * @param key of the list in the frame
 * @throws InvalidField
 */
export function listOf<T extends object>(json: unknown, key: string, field: string): T[] {
	const list: unknown = typeof json === 'object' && json !== null && key in json ? (json as Record<string, unknown>)[key] : json;
	if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'object' && entry !== null)) {
		throw new InvalidField(field, 'this is no list of rules', `a list of objects, or an object with one under "${key}", in the words of S3`);
	}
	return list as T[];
}

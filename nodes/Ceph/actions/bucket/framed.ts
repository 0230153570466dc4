import { InvalidField } from '../../../shared/errors.ts';
import { readS3Json, type Schema } from '../../gateway/s3-json.ts';

/** S3's own frame around a list: its schema, and the name of the list in it. */
export interface Frame {
	schema: readonly [kind: 3, namespace: string, name: string, traits: unknown, names: readonly string[], schemas: readonly Schema[], ...rest: unknown[]];
	list: string;
}

/**
 * Reads a list in the words of S3 that may also have its frame around it, as S3's tools give it.
 *
 * @param field display name of the field that the JSON was given in
 * @param zone IANA name of the time zone of dates without an offset
 * @throws InvalidField for whatever is not as S3 has it, with its path
 */
export function readFramed(frame: Frame, json: unknown, field: string, zone: string): unknown[] {
	const { schema, list } = frame;
	const allowed = `a list of objects, or an object with one under "${list}", in the words of S3`;
	if (typeof json !== 'object' || json === null) throw new InvalidField(field, `got ${JSON.stringify(json)?.slice(0, 80) ?? 'nothing'}`, allowed);
	if (Array.isArray(json)) return readS3Json(schema[5][schema[4].indexOf(list)]!, json, field, zone) as unknown[];
	if (!(list in json)) throw new InvalidField(field, `this is no list, and has none under "${list}"`, allowed);
	const framed = readS3Json(schema as unknown as Schema, json, field, zone) as Readonly<Record<string, unknown[] | undefined>>;
	return framed[list] ?? [];
}

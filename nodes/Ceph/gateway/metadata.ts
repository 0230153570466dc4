import { InvalidField } from '../../shared/errors.ts';

/** What headers have before the names of user metadata. */
export const METADATA_PREFIX = 'x-amz-meta-';

/** Characters of a header's name (RFC 9110, 5.6.2). */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A value that a header carries as it is. */
const PLAIN = /^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/;
/** An encoded word in UTF-8 and base64 (RFC 2047, 2): the form that S3 uses for other characters. */
const ENCODED = /^=\?utf-8\?b\?([A-Za-z0-9+/]*=*)\?=$/i;

/**
 * Turns user metadata into what S3 headers can carry; {@link fromHeaders} is the way back.
 *
 * @throws InvalidField for names that no header can have, and for two that are one in lower case
 */
export function toHeaders(metadata: readonly { name: string; value: string }[] = []): Record<string, string> {
	const headers = new Map<string, string>();
	for (const { name, value } of metadata) {
		const lower = name.toLowerCase();
		if (!NAME.test(name)) throw new InvalidField('Metadata', `${JSON.stringify(name.slice(0, 80))} cannot be a name`, 'letters, digits, hyphens, underscores and dots');
		if (headers.has(lower)) throw new InvalidField('Metadata', `"${lower}" is there twice`, 'one value for each name; names are stored in lower case');
		headers.set(lower, encode(value));
	}
	return Object.fromEntries(headers);
}

export function fromHeaders(metadata: Readonly<Record<string, string>> = {}): Record<string, string> {
	return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, decode(value)]));
}

function encode(value: string): string {
	if (PLAIN.test(value) && !ENCODED.test(value)) return value;
	return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

function decode(value: string): string {
	const encoded = ENCODED.exec(value)?.[1];
	return encoded === undefined ? value : Buffer.from(encoded, 'base64').toString();
}

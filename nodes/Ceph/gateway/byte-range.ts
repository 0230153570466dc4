import { InvalidField } from '../../shared/errors.ts';

/**
 * Checks a range of bytes and puts it into the form of the Range header (RFC 9110, 14.1.2).
 *
 * @param text `0-1023`, `1024-` (to the end) or `-512` (the last 512), with or without `bytes=`
 * @throws InvalidField
 */
export function byteRange(text: string): string {
	const range = /^(?:bytes=)?(\d*)-(\d*)$/.exec(text.trim());
	const [, first = '', last = ''] = range ?? [];
	if (range === null || (first === '' && last === '') || (first !== '' && last !== '' && Number(first) > Number(last))) {
		throw new InvalidField('Range', `"${text}" is no range of bytes`, '0-1023, 1024- (to the end) or -512 (the last 512)');
	}
	return `bytes=${first}-${last}`;
}

import { InvalidField } from './errors.ts';

/** Binary multiples (IEC 80000-13). */
const MULTIPLES = ['', 'k', 'm', 'g', 't', 'p', 'e'];
const SIZE = /^(\d+(?:\.\d+)?)\s*(?:([kmgtpe])(i)?)?(b)?$/i;

/**
 * Reads a size as people write it: `10 GiB`, `1.5T`, `4096`.
 *
 * As in Ceph's own tools a multiple is a power of 1,024, also without the `i`, but for the decimal `kB`, `MB`, `GB`:
 * what storage vendors print on their disks.
 *
 * @param field name of the field for the error
 * @returns bytes
 * @throws InvalidField when it is no size, or more than numbers hold exactly
 */
export function parseByteSize(text: string, field: string): number {
	const [, number, multiple = '', binary, unit] = SIZE.exec(text.trim()) ?? [];
	const allowed = 'a number of bytes, or a size such as 512 MiB, 10 GiB or 1.5 TiB';
	if (number === undefined) throw new InvalidField(field, `got "${text.slice(0, 80)}"`, allowed);
	const base = multiple !== '' && binary === undefined && unit !== undefined ? 1000 : 1024;
	const bytes = Math.round(Number(number) * base ** MULTIPLES.indexOf(multiple.toLowerCase()));
	if (!Number.isSafeInteger(bytes)) throw new InvalidField(field, `"${text.slice(0, 80)}" is too large`, allowed);
	return bytes;
}

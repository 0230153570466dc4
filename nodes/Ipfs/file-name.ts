import { InvalidField } from '../shared/errors.ts';

/**
 * A name as directories of IPFS have them.
 *
 * @param wanted what the user chose; empty when nothing
 * @param given name of a binary file: what a browser or a sender puts before it is no part of the name
 * @throws InvalidField for what is no name
 */
export function fileName(wanted: string | undefined, given: string | undefined): string {
	const name = wanted || (given?.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1) ?? '');
	return name === '' ? name : checkedName(name, 'File Name');
}

/** @throws InvalidField for what is no name of one entry of a directory */
export function checkedName(name: string, field: string): string {
	// Kubo ends a name at a NUL in some places and not in others.
	if (/\/|^\.{0,2}$|\0/.test(name) || !name.isWellFormed()) {
		throw new InvalidField(field, `"${name.toWellFormed().slice(0, 80)}" is no name`, 'any name without "/" but "." and ".."');
	}
	return name;
}

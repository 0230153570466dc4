import { InvalidField } from '../../../shared/errors.ts';

/**
 * Checks the name of something new in a file system: Ceph makes a directory of it and does not look whether it is a path.
 *
 * @throws InvalidField when it is a path, or hidden where Ceph lists things
 */
export function newName(text: string, field: string): string {
	if (text.includes('/') || text.includes('\0') || text.startsWith('.')) {
		throw new InvalidField(field, `got "${text.slice(0, 80)}"`, 'a name without slashes that does not begin with a dot');
	}
	return text;
}

import { InvalidField } from '../../../shared/errors.ts';

/**
 * Brings a path to the form in which Ceph gives it back: from the root, without slashes that say nothing.
 *
 * @throws InvalidField when it does not begin with a slash or goes up
 */
export function absolutePath(text: string, field = 'Path'): string {
	const names = text.split('/').filter((name) => name !== '');
	if (!text.startsWith('/') || text.includes('\0') || names.some((name) => name === '.' || name === '..')) {
		throw new InvalidField(field, `got "${text.slice(0, 80)}"`, 'a full path such as /projects/alpha, without "." and ".." in it');
	}
	return `/${names.join('/')}`;
}

/** The directory that holds the one at a path. */
export function parentOf(path: string): string {
	return path.slice(0, path.lastIndexOf('/')) || '/';
}

/**
 * Checks the name of a snapshot.
 *
 * @throws InvalidField when Ceph would take it for a path, or for one of its own snapshots, which it does not list
 */
export function snapshotName(text: string): string {
	if (text === '.' || text === '..' || text.startsWith('_') || text.includes('/') || text.includes('\0')) {
		throw new InvalidField('Snapshot', `got "${text.slice(0, 80)}"`, 'a name without slashes that does not begin with an underscore');
	}
	return text;
}

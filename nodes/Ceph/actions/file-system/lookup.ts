import { SystemError } from '../../../shared/errors.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { missing } from '../../dashboard/missing.ts';
import { parentOf } from './path.ts';
import type { Directory, FileSystemMap } from './shape.ts';

/** What the Dashboard names a file system by. */
export interface Found {
	/** `api/cephfs/1`. */
	at: string;
	name: string;
}

export async function fileSystems(dashboard: Dashboard): Promise<FileSystemMap[]> {
	return await dashboard.get('api/cephfs');
}

/**
 * Finds a file system by the name that people know it by; the Dashboard knows it by a number.
 *
 * @throws SystemError when there is none of this name
 */
export async function findFileSystem(dashboard: Dashboard, name: string): Promise<Found> {
	const found = (await fileSystems(dashboard)).find(({ mdsmap }) => mdsmap.fs_name === name);
	if (found === undefined) throw missing('file system', name);
	return { at: `api/cephfs/${found.id}`, name };
}

/** The directory at a path, or `undefined`: the Dashboard tells of directories only in the list of the one that holds them. */
export async function findDirectory(dashboard: Dashboard, { at }: Found, path: string): Promise<Directory | undefined> {
	if (path === '/') return (await dashboard.get<Directory | null>(`${at}/get_root_directory`)) ?? undefined;
	const siblings = await dashboard.get<Directory[]>(`${at}/ls_dir`, { path: parentOf(path), depth: 1 });
	return siblings.find((directory) => directory.path === path);
}

/**
 * Gives the failure of work on a directory the name of what is missing, where it is the directory that is missing.
 *
 * @throws SystemError what the work throws, or that there is no such directory
 */
export async function inDirectory<T>(dashboard: Dashboard, found: Found, path: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		if (thrown instanceof SystemError && (await findDirectory(dashboard, found, path)) === undefined) throw noDirectory(found, path);
		throw thrown;
	}
}

export function noDirectory({ name }: Found, path: string): SystemError {
	return missing(`directory ${JSON.stringify(path)} in the file system`, name);
}

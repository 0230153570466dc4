import { SystemError } from '../../../shared/errors.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { subvolumes } from '../subvolume/requests.ts';
import { findFileSystem, type Found } from './lookup.ts';

/** What has been asked for, by the name of the file system; a node's execution has a Dashboard of its own. */
const asked = new WeakMap<Dashboard, Map<string, Promise<void>>>();

/**
 * Finds a file system whose directories are worked with, as root.
 *
 * A manager that has just started opens file systems as the user its process has, `ceph`, to whom directories of others are
 * read-only or closed: changes end in "an unexpected condition", lists in nothing. Its module of volumes sets the user of the
 * whole process to root when it first opens a file system (`client_mount_uid` in `mgr_util.py`), which any command on
 * subvolumes makes it do.
 *
 * @throws SystemError when there is none of this name
 */
export async function openAsRoot(dashboard: Dashboard, name: string): Promise<Found> {
	const found = await findFileSystem(dashboard, name);
	const known = asked.get(dashboard) ?? new Map<string, Promise<void>>();
	asked.set(dashboard, known);
	if (!known.has(name)) known.set(name, askForRoot(dashboard, name));
	await known.get(name);
	return found;
}

async function askForRoot(dashboard: Dashboard, name: string): Promise<void> {
	try {
		await subvolumes(dashboard, { fileSystem: name, group: '' }, false);
	} catch (thrown) {
		// Release 17 has no subvolumes here, and whoever may not list them may still own the directory: the work itself tells.
		if (!(thrown instanceof SystemError)) throw thrown;
	}
}

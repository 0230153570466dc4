import { InvalidField } from '../../../shared/errors.ts';

/** What Ceph's own command lets names of subvolumes and groups be made of (`goodchars` in src/pybind/mgr/volumes/module.py). */
const GOOD = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/**
 * Checks the name of a new subvolume or group. The Dashboard does not: Ceph then fails half-way at a percent sign or a letter
 * beyond ASCII, and can list and delete the whole group no more. A name with a dot before it is hidden where Ceph lists things.
 *
 * @throws InvalidField
 */
export function newName(text: string, field: string): string {
	if (!GOOD.test(text)) {
		throw new InvalidField(field, `got "${text.slice(0, 80)}"`, 'letters from A to Z, digits, hyphens, underscores and dots, without a dot at the beginning');
	}
	return text;
}

/**
 * Checks the name of a new snapshot of a subvolume.
 *
 * @throws InvalidField when it is a path, hidden where Ceph lists things, or one of Ceph's own
 */
export function newSnapshotName(text: string, field: string): string {
	if (/[/\0]|^[._]/.test(text)) {
		throw new InvalidField(field, `got "${text.slice(0, 80)}"`, 'a name without slashes that does not begin with a dot or an underscore');
	}
	return text;
}

/**
 * Checks the name of a snapshot that is to be cloned: Ceph writes it down with the clone, fails at a percent sign, and leaves a
 * clone that is never filled.
 *
 * @throws InvalidField
 */
export function clonable(snapshot: string): string {
	if (snapshot.includes('%')) throw new InvalidField('Snapshot', `Ceph cannot clone "${snapshot.slice(0, 80)}", for the percent sign in its name`, 'a snapshot without "%" in its name');
	return snapshot;
}

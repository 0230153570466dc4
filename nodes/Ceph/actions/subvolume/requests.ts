import type { IDataObject } from 'n8n-workflow';

import { segment } from '../../../shared/path-segment.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import type { Entry, Info, Place, SnapshotEntry } from './shape.ts';

const BASE = 'api/cephfs/subvolume';

/** Python takes any text for true, also "false", and only the empty one for false. */
const NO_DETAILS = { info: '' };

/** The part of a query or body that says the group: Ceph takes an empty name for a group of that name. */
export function inGroup(group: string): IDataObject {
	return group === '' ? {} : { group_name: group };
}

/** Path of the subvolumes of a file system. */
export function subvolumesAt(fileSystem: string): string {
	return `${BASE}/${segment(fileSystem)}`;
}

/** Path of the subvolume groups of a file system. */
export function groupsAt(fileSystem: string): string {
	return `${BASE}/group/${segment(fileSystem)}`;
}

/** Path of the snapshots of a subvolume. */
export function snapshotsAt(fileSystem: string, subvolume: string): string {
	return `${BASE}/snapshot/${segment(fileSystem)}/${segment(subvolume)}`;
}

/** @param details costs Ceph a command for each subvolume */
export async function subvolumes(dashboard: Dashboard, { fileSystem, group }: Place, details: boolean): Promise<Entry[]> {
	return await dashboard.get(subvolumesAt(fileSystem), { ...inGroup(group), ...(!details && NO_DETAILS) });
}

export async function subvolumeInfo(dashboard: Dashboard, { fileSystem, group }: Place, subvolume: string): Promise<Info> {
	return await dashboard.get(`${subvolumesAt(fileSystem)}/info`, { subvol_name: subvolume, ...inGroup(group) });
}

/** @param details costs Ceph a command for each group */
export async function groups(dashboard: Dashboard, fileSystem: string, details: boolean): Promise<Entry[]> {
	return await dashboard.get(groupsAt(fileSystem), details ? {} : NO_DETAILS);
}

/** @param details costs Ceph a command for each snapshot */
export async function snapshots(dashboard: Dashboard, { fileSystem, group }: Place, subvolume: string, details: boolean): Promise<SnapshotEntry[]> {
	return await dashboard.get(snapshotsAt(fileSystem, subvolume), { ...inGroup(group), ...(!details && NO_DETAILS) });
}

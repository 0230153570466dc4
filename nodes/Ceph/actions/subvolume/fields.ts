import { field, locator, optional } from '../../../shared/field.ts';

export const fileSystem = locator('searchFileSystems', {
	displayName: 'File System',
	placeholder: 'e.g. cephfs',
	description: 'The file system (CephFS) that holds the subvolume',
});

/** The group where the operation is about the group itself. */
export const theGroup = locator('searchSubvolumeGroups', { displayName: 'Group', placeholder: 'e.g. csi', description: 'The subvolume group to work on' });

export const group = { ...optional(theGroup), description: 'The subvolume group; empty for subvolumes that are in none' };

export const subvolume = locator('searchSubvolumes', {
	displayName: 'Subvolume',
	placeholder: 'e.g. tenant-a',
	description: 'The subvolume to work on',
});

export const snapshot = locator('searchSubvolumeSnapshots', {
	displayName: 'Snapshot',
	placeholder: 'e.g. before-upgrade',
	description: 'The snapshot of the subvolume',
});

export const size = field({
	displayName: 'Size',
	type: 'string',
	default: '',
	placeholder: 'e.g. 10 GiB',
	description: 'Bytes that it may hold; 0 for no limit',
});

export const mode = field({
	displayName: 'Mode',
	type: 'string',
	default: '755',
	placeholder: 'e.g. 750',
	description: 'Permissions of the directory in octal digits',
});

export const owner = {
	groupId: field({
		displayName: 'Owner Group ID',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Number of the group (GID) that owns the directory',
	}),
	userId: field({
		displayName: 'Owner User ID',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Number of the user (UID) that owns the directory',
	}),
};

export const dataPool = optional(
	locator('searchPools', {
		displayName: 'Data Pool',
		placeholder: 'e.g. cephfs.cephfs.ssd',
		description: 'Pool for the bytes of its files, one of the data pools of the file system; its first one when not given',
	}),
);

import { field, locator } from '../../../shared/field.ts';

export const fileSystem = locator('searchFileSystems', {
	displayName: 'File System',
	placeholder: 'e.g. cephfs',
	description: 'The file system (CephFS) to work in',
});

export const path = field({
	displayName: 'Path',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. /projects/alpha',
	description: 'Full path of the directory in the file system, beginning with a slash',
});

export const snapshot = field({
	displayName: 'Snapshot',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. before-upgrade',
	description: 'Name of the snapshot',
});

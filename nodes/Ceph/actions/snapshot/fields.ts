import { field } from '../../../shared/field.ts';

export const snapshotName = field({
	displayName: 'Snapshot',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. before-upgrade',
	description: 'Name of the snapshot: any characters but "/" and "@"',
});

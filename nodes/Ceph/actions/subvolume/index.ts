import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { cloneSnapshot } from './clone-snapshot.ts';
import { create } from './create.ts';
import { createGroup } from './create-group.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteGroup } from './delete-group.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { deleteSubvolume } from './delete.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { listGroups } from './list-groups.ts';
import { listSnapshots } from './list-snapshots.ts';
import { resize } from './resize.ts';

export const subvolume = defineResource<CephContext>({
	name: 'File System Subvolume',
	description: 'A directory tree of a file system with a size and an owner of its own; from release 18 on',
	operations: {
		cloneSnapshot,
		create,
		createGroup,
		createSnapshot,
		delete: deleteSubvolume,
		deleteGroup,
		deleteSnapshot,
		get,
		getAll: list,
		getAllGroups: listGroups,
		getAllSnapshots: listSnapshots,
		resize,
	},
});

import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { clients } from './clients.ts';
import { createDirectory } from './create-directory.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteDirectory } from './delete-directory.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { directories } from './directories.ts';
import { evictClient } from './evict-client.ts';
import { get } from './get.ts';
import { getQuota } from './get-quota.ts';
import { list } from './list.ts';
import { listSnapshots } from './list-snapshots.ts';
import { setQuota } from './set-quota.ts';

export const fileSystem = defineResource<CephContext>({
	name: 'File System',
	description: 'A shared file system (CephFS) with its directories',
	operations: {
		clients,
		createDirectory,
		createSnapshot,
		deleteDirectory,
		deleteSnapshot,
		directories,
		evictClient,
		get,
		getAll: list,
		getAllSnapshots: listSnapshots,
		getQuota,
		setQuota,
	},
});

import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { clone } from './clone.ts';
import { create } from './create.ts';
import { deleteSnapshot } from './delete.ts';
import { list } from './list.ts';
import { protect } from './protect.ts';
import { rename } from './rename.ts';
import { rollback } from './rollback.ts';
import { unprotect } from './unprotect.ts';

export const snapshot = defineResource<CephContext>({
	name: 'Block Snapshot',
	description: 'What a block image was at a time',
	operations: { clone, create, delete: deleteSnapshot, getAll: list, protect, rename, rollback, unprotect },
});

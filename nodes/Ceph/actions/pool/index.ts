import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { create } from './create.ts';
import { deletePool } from './delete.ts';
import { ensure } from './ensure.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { update } from './update.ts';

export const pool = defineResource<CephContext>({
	name: 'Pool',
	description: 'A part of the cluster with rules of its own for where and how objects are kept',
	operations: { create, delete: deletePool, ensure, get, getAll: list, update },
});

import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteNamespace } from './delete.ts';
import { list } from './list.ts';

export const namespace = defineResource<CephContext>({
	name: 'Block Namespace',
	description: 'A part of a pool with block images of its own',
	operations: { create, delete: deleteNamespace, getAll: list },
});

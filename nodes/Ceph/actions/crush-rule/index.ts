import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteRule } from './delete.ts';
import { get } from './get.ts';
import { list } from './list.ts';

export const crushRule = defineResource<CephContext>({
	name: 'CRUSH Rule',
	description: 'Says on which devices copies and pieces of objects are put',
	operations: { create, delete: deleteRule, get, getAll: list },
});

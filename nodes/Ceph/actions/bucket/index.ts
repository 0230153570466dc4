import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteBucket } from './delete.ts';
import { get } from './get.ts';
import { list } from './list.ts';

export const bucket = defineResource<CephContext>({
	name: 'Bucket',
	description: 'A container of objects in the object gateway',
	operations: { create, delete: deleteBucket, get, getAll: list },
});

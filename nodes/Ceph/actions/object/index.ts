import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { copy } from './copy.ts';
import { deleteObject } from './delete.ts';
import { get } from './get.ts';
import { head } from './head.ts';
import { list } from './list.ts';
import { put } from './put.ts';

export const object = defineResource<CephContext>({
	name: 'Object',
	description: 'Bytes with a key and metadata, in a bucket',
	operations: { copy, delete: deleteObject, get, getAll: list, head, put },
});

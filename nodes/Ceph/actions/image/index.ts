import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { copy } from './copy.ts';
import { create } from './create.ts';
import { deleteImage } from './delete.ts';
import { deleteFromTrash } from './delete-from-trash.ts';
import { ensure } from './ensure.ts';
import { flatten } from './flatten.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { listTrash } from './list-trash.ts';
import { moveToTrash } from './move-to-trash.ts';
import { purgeTrash } from './purge-trash.ts';
import { rename } from './rename.ts';
import { resize } from './resize.ts';
import { restoreFromTrash } from './restore-from-trash.ts';
import { update } from './update.ts';

export const image = defineResource<CephContext>({
	name: 'Block Image',
	description: 'A block device in a pool (RBD), and the trash for them',
	operations: {
		copy,
		create,
		delete: deleteImage,
		deleteFromTrash,
		ensure,
		flatten,
		get,
		getAll: list,
		getAllTrash: listTrash,
		moveToTrash,
		purgeTrash,
		rename,
		resize,
		restoreFromTrash,
		update,
	},
});

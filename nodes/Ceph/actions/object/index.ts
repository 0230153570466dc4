import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { copy } from './copy.ts';
import { deleteMany } from './delete-many.ts';
import { deleteOne } from './delete.ts';
import { deleteTags } from './delete-tags.ts';
import { get } from './get.ts';
import { getLock } from './get-lock.ts';
import { getTags } from './get-tags.ts';
import { head } from './head.ts';
import { list } from './list.ts';
import { move } from './move.ts';
import { presign } from './presign.ts';
import { put } from './put.ts';
import { restoreVersion } from './restore-version.ts';
import { setLegalHold } from './set-legal-hold.ts';
import { setRetention } from './set-retention.ts';
import { setTags } from './set-tags.ts';

export const object = defineResource<CephContext>({
	name: 'Object',
	description: 'Bytes with a key and metadata, in a bucket',
	operations: {
		copy,
		delete: deleteOne,
		deleteMany,
		deleteTags,
		get,
		getAll: list,
		getLock,
		getTags,
		head,
		move,
		presign,
		put,
		restoreVersion,
		setLegalHold,
		setRetention,
		setTags,
	},
});

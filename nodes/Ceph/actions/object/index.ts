import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { copy } from './copy.ts';
import { deleteMany } from './deleteMany.ts';
import { deleteOne } from './delete.ts';
import { deleteTags } from './deleteTags.ts';
import { get } from './get.ts';
import { getLock } from './getLock.ts';
import { getTags } from './getTags.ts';
import { head } from './head.ts';
import { list } from './list.ts';
import { move } from './move.ts';
import { presign } from './presign.ts';
import { put } from './put.ts';
import { restoreVersion } from './restoreVersion.ts';
import { setLegalHold } from './setLegalHold.ts';
import { setRetention } from './setRetention.ts';
import { setTags } from './setTags.ts';

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

import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteProfile } from './delete.ts';
import { get } from './get.ts';
import { list } from './list.ts';

export const erasureCodeProfile = defineResource<CephContext>({
	name: 'Erasure Code Profile',
	description: 'Says into how many pieces erasure-coded pools cut objects, and where those are put',
	operations: { create, delete: deleteProfile, get, getAll: list },
});

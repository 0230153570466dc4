import { defineResource } from '../../../shared/node.ts';
import type { NetBoxContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteObject } from './delete.ts';
import { ensure } from './ensure.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { update } from './update.ts';

export const object = defineResource<NetBoxContext>({
	name: 'Object',
	description: 'Anything that NetBox keeps: devices, addresses, tenants, …',
	operations: { get, list, create, update, ensure, delete: deleteObject },
});

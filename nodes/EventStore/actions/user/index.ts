import { defineResource } from '../../../shared/node.ts';
import type { EventStoreContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteUserOperation } from './delete.ts';
import { disable } from './disable.ts';
import { enable } from './enable.ts';
import { ensure } from './ensure.ts';
import { ensureAbsent } from './ensure-absent.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { resetPassword } from './reset-password.ts';
import { update } from './update.ts';

export const user = defineResource<EventStoreContext>({
	name: 'User',
	description: 'Somebody whom a server with TLS lets in',
	operations: { create, delete: deleteUserOperation, disable, enable, ensure, ensureAbsent, get, getAll: list, resetPassword, update },
});

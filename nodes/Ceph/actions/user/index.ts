import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { addCapabilities } from './add-capabilities.ts';
import { create } from './create.ts';
import { createKey } from './create-key.ts';
import { createSubuser } from './create-subuser.ts';
import { deleteUser } from './delete.ts';
import { deleteKey } from './delete-key.ts';
import { deleteSubuser } from './delete-subuser.ts';
import { enable } from './enable.ts';
import { ensure } from './ensure.ts';
import { get } from './get.ts';
import { getQuota } from './get-quota.ts';
import { getUsage } from './get-usage.ts';
import { list } from './list.ts';
import { removeCapabilities } from './remove-capabilities.ts';
import { setQuota } from './set-quota.ts';
import { suspend } from './suspend.ts';
import { trimUsage } from './trim-usage.ts';
import { update } from './update.ts';
import { updateSubuser } from './update-subuser.ts';

export const user = defineResource<CephContext>({
	name: 'Gateway User',
	description: 'Who may use the object gateway: keys, subusers, capabilities, quotas, usage',
	operations: {
		addCapabilities,
		create,
		createKey,
		createSubuser,
		delete: deleteUser,
		deleteKey,
		deleteSubuser,
		enable,
		ensure,
		get,
		getAll: list,
		getQuota,
		getUsage,
		removeCapabilities,
		setQuota,
		suspend,
		trimUsage,
		update,
		updateSubuser,
	},
});

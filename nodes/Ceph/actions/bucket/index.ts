import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteCors } from './delete-cors.ts';
import { deleteEncryption } from './delete-encryption.ts';
import { deleteLifecycle } from './delete-lifecycle.ts';
import { deleteNotifications } from './delete-notifications.ts';
import { deletePolicy } from './delete-policy.ts';
import { deleteTags } from './delete-tags.ts';
import { deleteBucket } from './delete.ts';
import { ensure } from './ensure.ts';
import { getCors } from './get-cors.ts';
import { getEncryption } from './get-encryption.ts';
import { getLifecycle } from './get-lifecycle.ts';
import { getNotifications } from './get-notifications.ts';
import { getObjectLock } from './get-object-lock.ts';
import { getPolicy } from './get-policy.ts';
import { getQuota } from './get-quota.ts';
import { getTags } from './get-tags.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { setCors } from './set-cors.ts';
import { setEncryption } from './set-encryption.ts';
import { setLifecycle } from './set-lifecycle.ts';
import { setNotifications } from './set-notifications.ts';
import { setObjectLock } from './set-object-lock.ts';
import { setOwner } from './set-owner.ts';
import { setPolicy } from './set-policy.ts';
import { setQuota } from './set-quota.ts';
import { setTags } from './set-tags.ts';
import { setVersioning } from './set-versioning.ts';

export const bucket = defineResource<CephContext>({
	name: 'Bucket',
	description: 'A container of objects in the object gateway',
	operations: {
		create,
		delete: deleteBucket,
		deleteCors,
		deleteEncryption,
		deleteLifecycle,
		deleteNotifications,
		deletePolicy,
		deleteTags,
		ensure,
		get,
		getAll: list,
		getCors,
		getEncryption,
		getLifecycle,
		getNotifications,
		getObjectLock,
		getPolicy,
		getQuota,
		getTags,
		setCors,
		setEncryption,
		setLifecycle,
		setNotifications,
		setObjectLock,
		setOwner,
		setPolicy,
		setQuota,
		setTags,
		setVersioning,
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { notificationsOf } from '../../gateway/notifications.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getNotifications = defineOperation<CephContext>()({
	name: 'Get Notifications',
	action: 'Get the notifications of a bucket',
	description: 'Get which events of a bucket go to which topics, in the words of S3 and of what Ceph adds to its filters',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, topicConfigurations: await notificationsOf(gateway, bucket) };
	},
});

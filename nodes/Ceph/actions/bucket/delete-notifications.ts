import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deleteNotifications = defineOperation<CephContext>()({
	name: 'Delete Notifications',
	action: 'Delete the notifications of a bucket',
	description: 'Have no event of a bucket go to any topic any more, those of n8n triggers included; the topics stay',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		// S3 has no other way to take them away than to put none.
		await gateway.send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration: {} }));
		return { bucket, topicConfigurations: [] };
	},
});

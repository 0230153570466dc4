import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getNotifications = defineOperation<CephContext>()({
	name: 'Get Notifications',
	action: 'Get the notifications of a bucket',
	description: 'Get which events of a bucket go to which topics, in the words of S3',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const { TopicConfigurations = [] } = await gateway.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
		return { bucket, topicConfigurations: TopicConfigurations };
	},
});

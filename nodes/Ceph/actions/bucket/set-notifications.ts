import { PutBucketNotificationConfigurationCommand, type TopicConfiguration } from '@aws-sdk/client-s3';

import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { listOf } from './list-of.ts';

export const setNotifications = defineOperation<CephContext>()({
	name: 'Set Notifications',
	action: 'Set the notifications of a bucket',
	description: 'Say which events of a bucket go to which topics; those of other names stay, as the gateway has it, until they are deleted',
	fields: {
		bucket,
		topicConfigurations: {
			displayName: 'Topic Configurations (JSON)',
			type: 'json',
			default: '',
			required: true,
			placeholder: '[{ "TopicArn": "arn:aws:sns:default::documents", "Events": ["s3:ObjectCreated:*"] }]',
			description: 'List as S3 has it (TopicConfiguration); the topics must be there',
		},
	},
	async run({ fields: { bucket, topicConfigurations }, gateway }) {
		const TopicConfigurations = listOf<TopicConfiguration>(topicConfigurations, 'TopicConfigurations', 'Topic Configurations (JSON)');
		const put = new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration: { TopicConfigurations } });
		await gateway.send(put).catch((thrown: unknown) => {
			if (!(thrown instanceof SystemError) || thrown.failure.code !== 'NoSuchKey') throw thrown;
			const topics = TopicConfigurations.map(({ TopicArn }) => TopicArn).join(', ');
			throw new SystemError({ message: `There is no such topic: ${topics}`, description: 'Create the topics first; each belongs to a user of the gateway.', code: 'NoSuchTopic' }, thrown);
		});
		return { bucket, topicConfigurations: TopicConfigurations };
	},
});

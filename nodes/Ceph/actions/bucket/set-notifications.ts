import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { notificationsOf, putNotifications } from '../../gateway/notifications.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { notificationsFromJson } from './notification-rules.ts';

const FIELD = 'Topic Configurations (JSON)';

export const setNotifications = defineOperation<CephContext>()({
	name: 'Set Notifications',
	action: 'Set the notifications of a bucket',
	description: 'Say which events of a bucket go to which topics; those of other names stay, as the gateway has it, until they are deleted',
	fields: {
		bucket,
		topicConfigurations: {
			displayName: FIELD,
			type: 'json',
			default: '',
			placeholder: '[{ "TopicArn": "arn:aws:sns:default::documents", "Events": ["s3:ObjectCreated:*"] }]',
			description:
				'List as S3 has it (TopicConfiguration); the topics must be there. A filter may also have the groups Metadata and Tags, and Key the rule regex, as Ceph adds them to S3.',
		},
	},
	async run({ fields: { bucket, topicConfigurations }, gateway, execution }) {
		const notifications = notificationsFromJson(topicConfigurations, FIELD, execution.getTimezone());
		// To the gateway a list without entries says that all are to go.
		if (notifications.length > 0) {
			await putNotifications(gateway, bucket, notifications).catch((thrown: unknown) => {
				if (!(thrown instanceof SystemError) || thrown.failure.code !== 'NoSuchKey') throw thrown;
				const topics = notifications.map(({ TopicArn }) => TopicArn).join(', ');
				throw new SystemError({ message: `There is no such topic: ${topics}`, description: 'Create the topics first; each belongs to a user of the gateway.', code: 'NoSuchTopic' }, thrown);
			});
		}
		return { bucket, topicConfigurations: await notificationsOf(gateway, bucket) };
	},
});

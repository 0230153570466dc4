import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';

import type { Gateway } from '../gateway/gateway.ts';
import { notificationsOf, putNotifications } from '../gateway/notifications.ts';
import { type Notification, toTopicNotification } from './notification.ts';

/** A notification as the gateway lists it, without its filter. */
export interface ListedNotification {
	id: string;
	topicArn: string;
	events: string[];
}

/** The part of an SDK's request that is changed on its way. */
interface Request {
	method: string;
	query: Record<string, string>;
}

export async function listNotifications(gateway: Gateway, bucket: string): Promise<ListedNotification[]> {
	return (await notificationsOf(gateway, bucket)).map(({ Id = '', TopicArn = '', Events = [] }) => ({ id: Id, topicArn: TopicArn, events: Events }));
}

/** Adds a notification to a bucket, or puts it in place of the one with its id and topic; those of others stay. */
export async function putNotification(gateway: Gateway, bucket: string, notification: Notification): Promise<void> {
	await putNotifications(gateway, bucket, [toTopicNotification(notification)]);
}

/** Removes the notification with an id and no other; that there is none is as good. The gateway's own extension of S3. */
export async function deleteNotification(gateway: Gateway, bucket: string, id: string): Promise<void> {
	await send(gateway, bucket, { method: 'DELETE', query: { notification: id } });
}

/** Sends what the SDK has no command for: its harmless one to read, made another before it is signed. */
async function send(gateway: Gateway, bucket: string, change: Request): Promise<void> {
	const command = new GetBucketNotificationConfigurationCommand({ Bucket: bucket });
	command.middlewareStack.add(
		(next) => async (args) => {
			Object.assign(args.request as Request, change);
			return await next(args);
		},
		{ step: 'build', priority: 'high', name: 'notificationExtension' },
	);
	await gateway.send(command);
}

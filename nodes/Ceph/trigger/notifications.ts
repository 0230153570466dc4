import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';

import type { Gateway } from '../gateway/gateway.ts';
import { type Notification, notificationXml } from './notification-xml.ts';

/** A notification as the gateway lists it; of its filter the SDK shows only a part. */
export interface ListedNotification {
	id: string;
	topicArn: string;
	events: string[];
}

/** The part of an SDK's request that is changed on its way. */
interface Request {
	method: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body?: string;
}

export async function listNotifications(gateway: Gateway, bucket: string): Promise<ListedNotification[]> {
	const { TopicConfigurations = [] } = await gateway.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
	return TopicConfigurations.map(({ Id = '', TopicArn = '', Events = [] }) => ({ id: Id, topicArn: TopicArn, events: Events }));
}

/**
 * Adds a notification to a bucket, or puts it in place of the one with its id and topic.
 *
 * Unlike S3, the gateway merges what it is given into what the bucket has (RGWPSCreateNotifOp in src/rgw/rgw_rest_pubsub.cc, in
 * all releases from 17 to 20), so that those of others are not sent: one that somebody removes meanwhile would come back.
 */
export async function putNotification(gateway: Gateway, bucket: string, notification: Notification): Promise<void> {
	await send(gateway, bucket, {
		method: 'PUT',
		query: { notification: '' },
		headers: { 'content-type': 'application/xml' },
		body: notificationXml(notification),
	});
}

/** Removes the notification with an id and no other; that there is none is as good. The gateway's own extension of S3. */
export async function deleteNotification(gateway: Gateway, bucket: string, id: string): Promise<void> {
	await send(gateway, bucket, { method: 'DELETE', query: { notification: id }, headers: {} });
}

/** Sends what the SDK has no command for: its harmless one to read, made another before it is signed. */
async function send(gateway: Gateway, bucket: string, { headers, ...change }: Request): Promise<void> {
	const command = new GetBucketNotificationConfigurationCommand({ Bucket: bucket });
	command.middlewareStack.add(
		(next) => async (args) => {
			const request = args.request as Request;
			Object.assign(request, change);
			Object.assign(request.headers, headers);
			return await next(args);
		},
		{ step: 'build', priority: 'high', name: 'notificationExtension' },
	);
	await gateway.send(command);
}

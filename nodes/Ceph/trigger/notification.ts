import type { TopicNotification } from '../gateway/notifications.ts';

/** Which objects a notification is about; empty rules are none. */
export interface NotificationFilter {
	key: { prefix: string; suffix: string; regex: string };
	/** Names as headers have them, `x-amz-meta-` before them. */
	metadata: readonly Rule[];
	tags: readonly Rule[];
}

interface Rule {
	name: string;
	value: string;
}

/** A notification of a bucket. */
export interface Notification {
	id: string;
	topicArn: string;
	events: readonly string[];
	filter: NotificationFilter;
}

/** A notification in the words of S3. */
export function toTopicNotification({ id, topicArn, events, filter }: Notification): TopicNotification {
	const key = Object.entries(filter.key).map(([name, value]) => ({ name, value }));
	const groups = {
		Key: key.filter(({ value }) => value !== ''),
		Metadata: filter.metadata,
		Tags: filter.tags,
	};
	const used = Object.entries(groups).filter(([, rules]) => rules.length > 0);
	return {
		Id: id,
		TopicArn: topicArn,
		Events: events as TopicNotification['Events'],
		...(used.length > 0 && { Filter: Object.fromEntries(used.map(([group, rules]) => [group, { FilterRules: rules.map(toFilterRule) }])) }),
	};
}

function toFilterRule({ name, value }: Rule) {
	// S3 has names of its own for keys; the gateway has more.
	return { Name: name as 'prefix', Value: value };
}

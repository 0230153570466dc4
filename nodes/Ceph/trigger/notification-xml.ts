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

/**
 * Writes a configuration with one notification as the gateway reads it (src/rgw/rgw_pubsub.cc): beside the prefix and suffix
 * of S3, which is all that the SDK knows, it has rules for metadata and tags, and keys also match regular expressions.
 */
export function notificationXml({ id, topicArn, events, filter }: Notification): string {
	const key = Object.entries(filter.key).map(([name, value]) => ({ name, value }));
	const groups = [rules('S3Key', key.filter(({ value }) => value !== '')), rules('S3Metadata', filter.metadata), rules('S3Tags', filter.tags)].join('');
	const topic = [
		element('Id', text(id)),
		element('Topic', text(topicArn)),
		...events.map((event) => element('Event', text(event))),
		groups === '' ? '' : element('Filter', groups),
	];
	return `<?xml version="1.0" encoding="UTF-8"?>${element('NotificationConfiguration', element('TopicConfiguration', topic.join('')))}`;
}

function rules(group: string, entries: readonly Rule[]): string {
	if (entries.length === 0) return '';
	return element(group, entries.map(({ name, value }) => element('FilterRule', element('Name', text(name)) + element('Value', text(value)))).join(''));
}

function element(name: string, content: string): string {
	return `<${name}>${content}</${name}>`;
}

/** Escapes what XML reads in its own way; line ends too, which a parser would make one kind of. */
function text(value: string): string {
	return value.replaceAll(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

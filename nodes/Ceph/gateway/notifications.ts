import {
	type FilterRule,
	GetBucketNotificationConfiguration$,
	GetBucketNotificationConfigurationCommand,
	NotificationConfiguration$,
	type NotificationConfiguration,
	NotificationConfigurationFilter$,
	PutBucketNotificationConfiguration$,
	PutBucketNotificationConfigurationCommand,
	PutBucketNotificationConfigurationRequest$,
	S3KeyFilter$,
	type TopicConfiguration,
	TopicConfiguration$,
} from '@aws-sdk/client-s3';

import type { Gateway } from './gateway.ts';

/** Rules that all must hold; of one name each. */
interface Rules {
	FilterRules?: FilterRule[];
}

/**
 * Which events go to which topic, in the words of S3 and, for what S3 does not have, in those that Ceph adds to S3's for its
 * clients (examples/rgw/boto3/service-2.sdk-extras.json): keys also match regular expressions, and objects are chosen by
 * their metadata and tags. The SDK by itself would drop these.
 */
export interface TopicNotification extends Omit<TopicConfiguration, 'Filter'> {
	Filter?: { Key?: Rules; Metadata?: Rules; Tags?: Rules };
}

type Structure = typeof TopicConfiguration$;
type Schema = Structure[5][number];

/** The SDK's schema of a filter with the two groups of rules that the gateway has beside S3's (src/rgw/rgw_pubsub.cc). */
const FILTER: Structure = [
	3,
	NotificationConfigurationFilter$[1],
	NotificationConfigurationFilter$[2],
	0,
	['Key', 'Metadata', 'Tags'],
	['S3Key', 'S3Metadata', 'S3Tags'].map((xmlName): Schema => [() => S3KeyFilter$, { xmlName }]),
];
const TOPIC = withMember(TopicConfiguration$, 'Filter', [() => FILTER, 0]);

/** What a bucket has of notifications: to topics alone, since the gateway overlooks S3's other kinds. */
export const TOPICS: Structure = [
	3,
	NotificationConfiguration$[1],
	NotificationConfiguration$[2],
	0,
	['TopicConfigurations'],
	[[[1, NotificationConfiguration$[1], 'TopicConfigurationList', 0, [() => TOPIC, 0]] as Schema, { xmlFlattened: 1, xmlName: 'TopicConfiguration' }]],
	1,
];

/** All notifications of a bucket, with the whole of their filters. */
export async function notificationsOf(gateway: Gateway, bucket: string): Promise<TopicNotification[]> {
	const [kind, namespace, name, traits, input] = GetBucketNotificationConfiguration$;
	const command = new GetBucketNotificationConfigurationCommand({ Bucket: bucket });
	command.middlewareStack.add(bySchema([kind, namespace, name, traits, input, () => TOPICS]), OWN_SCHEMA);
	const { TopicConfigurations = [] } = await gateway.send(command);
	return (TopicConfigurations as TopicNotification[]).map(withoutEmpty);
}

/**
 * Adds notifications to a bucket, or puts them in place of those with their ids.
 *
 * Unlike S3, the gateway merges what it is given into what the bucket has (RGWPSCreateNotifOp in src/rgw/rgw_rest_pubsub.cc,
 * in all releases from 17 to 20), so that those of others are not sent: one that somebody removes meanwhile would come back.
 */
export async function putNotifications(gateway: Gateway, bucket: string, TopicConfigurations: readonly TopicNotification[]): Promise<void> {
	const [kind, namespace, name, traits, , output] = PutBucketNotificationConfiguration$;
	const [, { xmlName, httpPayload }] = PutBucketNotificationConfigurationRequest$[5][1] as [unknown, { xmlName: string; httpPayload: 1 }];
	const request = withMember(PutBucketNotificationConfigurationRequest$, 'NotificationConfiguration', [() => TOPICS, { xmlName, httpPayload }]);
	const NotificationConfiguration = { TopicConfigurations } as NotificationConfiguration;
	const command = new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration });
	command.middlewareStack.add(bySchema([kind, namespace, name, traits, () => request, output]), OWN_SCHEMA);
	await gateway.send(command);
}

function withMember([kind, namespace, name, traits, names, schemas, required]: Structure, member: string, schema: Schema): Structure {
	return [kind, namespace, name, traits, names, schemas.map((is, index) => (names[index] === member ? schema : is)), required];
}

const OWN_SCHEMA = { step: 'initialize', name: 'ownSchema' } as const;

/** Has the SDK write and read a command by another schema than its own. */
function bySchema(operationSchema: typeof GetBucketNotificationConfiguration$) {
	return <A, R>(next: (args: A) => Promise<R>, context: object) =>
		async (args: A): Promise<R> => {
			Object.assign((context as { __smithy_context: object }).__smithy_context, { operationSchema });
			return await next(args);
		};
}

/** The gateway names also the groups that have no rules. */
function withoutEmpty({ Filter = {}, ...notification }: TopicNotification): TopicNotification {
	const groups = Object.entries(Filter).filter(([, { FilterRules = [] }]) => FilterRules.length > 0);
	return { ...notification, ...(groups.length > 0 && { Filter: Object.fromEntries(groups) }) };
}

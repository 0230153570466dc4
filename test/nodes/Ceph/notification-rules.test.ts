import { notificationsFromJson } from '../../../nodes/Ceph/actions/bucket/notification-rules.ts';
import { toTopicNotification } from '../../../nodes/Ceph/trigger/notification.ts';

const TOPIC = { Id: 'n', TopicArn: 'arn:aws:sns:default::n', Events: ['s3:ObjectCreated:*'] };
const read = (json: unknown) => notificationsFromJson(json, 'Topics', 'UTC');
const filtered = (group: string, ...names: string[]) => [{ ...TOPIC, Filter: { [group]: { FilterRules: names.map((Name) => ({ Name, Value: '1' })) } } }];

describe('notifications in JSON', () => {
	it('are those of S3, with the filters that Ceph adds', () => {
		const all = [{ ...TOPIC, Filter: { ...filtered('Key', 'prefix', 'suffix', 'regex')[0]!.Filter, ...filtered('Metadata', 'x-amz-meta-a')[0]!.Filter, ...filtered('Tags', 'b')[0]!.Filter } }];
		expect(read(all)).toEqual(all);
		expect(read({ TopicConfigurations: all })).toEqual(all);
		const { Id: _id, ...unnamed } = TOPIC;
		expect(read([unnamed, unnamed])).toEqual([unnamed, unnamed]);
	});

	it('can be what a trigger made', () => {
		const made = toTopicNotification({
			id: 'n8n-1',
			topicArn: TOPIC.TopicArn,
			events: TOPIC.Events,
			filter: { key: { prefix: 'in/', suffix: '', regex: '' }, metadata: [{ name: 'x-amz-meta-tenant', value: 'acme' }], tags: [{ name: 'kind', value: 'a' }] },
		});
		expect(made).toEqual({
			...TOPIC,
			Id: 'n8n-1',
			Filter: {
				Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }] },
				Metadata: { FilterRules: [{ Name: 'x-amz-meta-tenant', Value: 'acme' }] },
				Tags: { FilterRules: [{ Name: 'kind', Value: 'a' }] },
			},
		});
		expect(read([made])).toEqual([made]);
		expect(toTopicNotification({ id: 'n', topicArn: TOPIC.TopicArn, events: TOPIC.Events, filter: { key: { prefix: '', suffix: '', regex: '' }, metadata: [], tags: [] } })).toEqual(TOPIC);
	});

	it.each<[string, unknown, string]>([
		['a kind that the gateway overlooks', { TopicConfigurations: [], QueueConfigurations: [] }, 'this cannot have "QueueConfigurations"'],
		['a name of the XML', [{ ...TOPIC, Filter: { S3Key: {} } }], '[0].Filter cannot have "S3Key"'],
		['one event', [{ ...TOPIC, Events: 's3:ObjectCreated:*' }], '[0].Events got "s3:ObjectCreated:*"'],
		['no event', [{ ...TOPIC, Events: [] }], '[0].Events is empty'],
		['no topic', [{ Events: TOPIC.Events }], '[0].TopicArn is missing'],
		['the same name twice', [TOPIC, TOPIC], '[1].Id is "n", which another one has too'],
		['a rule for keys that is none', filtered('Key', 'Prefix'), '[0].Filter.Key.FilterRules[0].Name is "Prefix"'],
		['metadata by its bare name', filtered('Metadata', 'tenant'), '[0].Filter.Metadata.FilterRules[0].Name is "tenant"'],
		['two rules of a name', filtered('Tags', 'a', 'a'), '[0].Filter.Tags.FilterRules[1].Name is "a" once more'],
	])('with %s are refused', (_what, json, problem) => {
		expect(() => read(json)).toThrow(`Topics: ${problem}`);
	});
});

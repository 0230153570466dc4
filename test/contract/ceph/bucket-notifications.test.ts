import { text } from 'node:stream/consumers';

import { GetBucketNotificationConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand } from '@aws-sdk/client-sns';

import { bucketForTests, first, itemsOf, named, run, s3, unique } from './support/ceph.ts';
import { itemsOf as heard, nameOf, sns, triggersForTests } from './support/trigger.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const newTrigger = triggersForTests();

/** The filters of a bucket's notifications out of the answer itself, of which the SDK gives only a part: groups with their rules. */
async function filtersOf(Bucket: string): Promise<[string, [string, string][]][]> {
	const command = new GetBucketNotificationConfigurationCommand({ Bucket });
	let xml = '';
	command.middlewareStack.add(
		(next) => async (args) => {
			const { response } = await next(args);
			xml = await text((response as { body: NodeJS.ReadableStream }).body);
			return { response, output: { $metadata: {} } };
		},
		{ step: 'deserialize', name: 'keepAnswer' },
	);
	await s3.send(command);
	const rules = (group: string) => [...group.matchAll(/<Name>(.*?)<\/Name><Value>(.*?)<\/Value>/g)].map(([, name = '', value = '']): [string, string] => [name, value]);
	return [...xml.matchAll(/<(S3\w+)>(.*?)<\/\1>/g)].map(([, group = '', content = '']): [string, [string, string][]] => [group, rules(content).toSorted()]);
}

/** Lists in an order that does not depend on the gateway's. */
function inOrder(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inOrder).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inOrder(entry)]));
}

describe('notifications', () => {
	let TopicArn = '';
	beforeAll(async () => {
		({ TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: unique(), Attributes: { 'push-endpoint': 'http://127.0.0.1:9/' } })));
	});
	afterAll(async () => {
		await sns.send(new DeleteTopicCommand({ TopicArn }));
	});

	it('are set, shown and deleted', async () => {
		expect(await first('bucket', 'getNotifications', { bucket })).toEqual({ bucket: Bucket, topicConfigurations: [] });
		const topic = { Id: 'stored', TopicArn, Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }] } } };
		await run('bucket', 'setNotifications', { bucket, topicConfigurations: JSON.stringify([topic]) });
		const { TopicConfigurations = [] } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
		expect(TopicConfigurations).toMatchObject([{ Id: 'stored', TopicArn }]);
		expect(await first('bucket', 'getNotifications', { bucket })).toMatchObject({ topicConfigurations: [topic] });
		await run('bucket', 'setNotifications', { bucket, topicConfigurations: JSON.stringify({ TopicConfigurations: [{ ...topic, Id: 'other', Events: ['s3:ObjectRemoved:*'] }] }) });
		const after = await first('bucket', 'getNotifications', { bucket });
		expect((after.topicConfigurations as { Id: string }[]).map(({ Id }) => Id)).toContain('other');
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'deleteNotifications', { bucket })).toEqual({ bucket: Bucket, topicConfigurations: [] });
		expect((await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).TopicConfigurations ?? []).toEqual([]);
	});

	it('choose objects by all that the gateway can, and are taken as they were read', async () => {
		const rules = (...entries: [string, string][]) => ({ FilterRules: entries.map(([Name, Value]) => ({ Name, Value })) });
		const Filter = { Key: rules(['prefix', 'in/'], ['suffix', '.pdf'], ['regex', 'in/[a-z]+.*']), Metadata: rules(['x-amz-meta-file_name', 'ä & <b>']), Tags: rules(['kind', 'ö']) };
		const topic = { Id: 'filtered', TopicArn, Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'], Filter };
		const { topicConfigurations } = await first('bucket', 'setNotifications', { bucket, topicConfigurations: JSON.stringify([topic]) });
		expect(inOrder(topicConfigurations)).toEqual(inOrder([topic]));
		expect(inOrder(await filtersOf(Bucket))).toEqual(inOrder([['S3Key', [['prefix', 'in/'], ['regex', 'in/[a-z]+.*'], ['suffix', '.pdf']]], ['S3Metadata', [['x-amz-meta-file_name', 'ä &amp; &lt;b&gt;']]], ['S3Tags', [['kind', 'ö']]]]));

		await run('bucket', 'deleteNotifications', { bucket });
		const again = await first('bucket', 'setNotifications', { bucket, topicConfigurations: '={{ $json.topicConfigurations }}' }, { items: itemsOf({ topicConfigurations }) });
		expect(again).toEqual({ bucket: Bucket, topicConfigurations });
		expect(await first('bucket', 'setNotifications', { bucket, topicConfigurations: '[]' })).toEqual(again);
		await run('bucket', 'deleteNotifications', { bucket });
	});

	it('of a trigger are taken as they were read', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'in/', options: { metadata: { values: [{ name: 'file_name', value: 'ä' }] }, tags: { values: [{ name: 'kind', value: 'a' }] } } });
		await trigger.activate();
		const read = await first('bucket', 'getNotifications', { bucket });
		expect(read.topicConfigurations).toMatchObject([{ Id: nameOf(trigger), Filter: { Metadata: { FilterRules: [{ Name: 'x-amz-meta-file_name' }] }, Tags: { FilterRules: [{ Name: 'kind', Value: 'a' }] } } }]);
		const made = await filtersOf(Bucket);
		expect(await first('bucket', 'setNotifications', { bucket, topicConfigurations: '={{ $json.topicConfigurations }}' }, { items: itemsOf(read) })).toEqual(read);
		expect(await filtersOf(Bucket)).toEqual(made);
		await s3.send(new PutObjectCommand({ Bucket, Key: 'in/other', Body: 'x', Metadata: { file_name: 'b' }, Tagging: 'kind=a' }));
		await s3.send(new PutObjectCommand({ Bucket, Key: 'in/wanted', Body: 'x', Metadata: { file_name: '=?UTF-8?B?w6Q=?=' }, Tagging: 'kind=a' }));
		expect((await heard(trigger, 1)).map(({ key }) => key)).toEqual(['in/wanted']);
		await trigger.deactivate();
	});

	it('to a topic that is not there are refused', async () => {
		const topic = { Id: 'x', TopicArn: `${TopicArn}-not`, Events: ['s3:ObjectCreated:*'] };
		await expect(run('bucket', 'setNotifications', { bucket, topicConfigurations: JSON.stringify([topic]) })).rejects.toMatchObject({ message: `There is no such topic: ${TopicArn}-not`, httpCode: 'NoSuchTopic' });
	});
});

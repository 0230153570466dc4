import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { EVENTS } from '../../../nodes/Ceph/trigger/events.ts';
import type { TriggerRunner } from '../../support/trigger-runner.ts';
import { AWKWARD_KEYS, bucketForTests, s3 } from './support/ceph.ts';
import { itemsOf, nameOf, notificationsOf, topicNames, triggersForTests } from './support/trigger.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = bucketForTests();
const versioned = versionedBucketForTests();
const newTrigger = triggersForTests();

const put = async (Key: string, more: object = {}) => await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'body', ...more }));
const keysOf = (trigger: TriggerRunner) => trigger.items.map(({ key }) => key);

describe('an active trigger', () => {
	it('has a topic and a notification of the same name, and none when it is deactivated', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'in/', suffix: '.pdf' });
		expect(await trigger.checkExists()).toBe(false);
		expect(await trigger.activate()).toBe(true);
		const name = nameOf(trigger);
		expect(await topicNames()).toContain(name);
		expect((await notificationsOf(Bucket)).get(name)).toEqual({
			Id: name,
			TopicArn: expect.stringMatching(new RegExp(`:${name}$`)) as string,
			Events: ['s3:ObjectCreated:*'],
			Filter: {
				Key: {
					FilterRules: [
						{ Name: 'prefix', Value: 'in/' },
						{ Name: 'suffix', Value: '.pdf' },
					],
				},
			},
		});
		expect(await trigger.activate()).toBe(false);

		await trigger.deactivate();
		expect(await topicNames()).not.toContain(name);
		expect([...(await notificationsOf(Bucket)).keys()]).not.toContain(name);
		expect(JSON.stringify(trigger.staticData)).not.toContain('secret');
		await trigger.deactivate();
	});

	it('gives an item for each object, with what the gateway tells of it', async () => {
		const trigger = await newTrigger(Bucket, { options: { rawRecord: true } });
		await trigger.activate();
		const { ETag } = await put('reports/2026 ä.pdf', { Metadata: { tenant: 'a', title: '=?UTF-8?B?w6Q=?=' }, Tagging: 'kind=report&x=%C3%A4' });
		const [item] = await itemsOf(trigger, 1);
		expect(item).toEqual({
			event: 'ObjectCreated:Put',
			time: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/) as string,
			bucket: Bucket,
			key: 'reports/2026 ä.pdf',
			size: 4,
			etag: ETag!.replaceAll('"', ''),
			versionId: undefined,
			sequencer: expect.stringMatching(/^[0-9A-F]+$/) as string,
			eventId: expect.stringMatching(/\S/) as string,
			user: expect.stringMatching(/\S/) as string,
			metadata: expect.objectContaining({ tenant: 'a', title: 'ä' }) as object,
			tags: { kind: 'report', x: 'ä' },
			record: expect.objectContaining({ eventName: 'ObjectCreated:Put', eventSource: 'ceph:s3' }) as object,
		});
		expect(Math.abs(Date.parse(item!.time as string) - Date.now())).toBeLessThan(120_000);
		expect(JSON.stringify(item)).not.toMatch(/opaqueData/);
		await trigger.deactivate();
	});

	it('gives keys as they are, also awkward ones', async () => {
		const trigger = await newTrigger(Bucket);
		await trigger.activate();
		// The bare client takes dots at the begin for folders on the way.
		const keys = AWKWARD_KEYS.map((key) => (key.startsWith('.') ? `dots${key}` : key));
		for (const key of keys) await put(key);
		await itemsOf(trigger, keys.length);
		expect(keysOf(trigger).toSorted()).toEqual(keys.toSorted());
		await trigger.deactivate();
	});

	it('hears of copies and removals, when it wants to', async () => {
		const trigger = await newTrigger(Bucket, { events: ['s3:ObjectCreated:Copy', 's3:ObjectRemoved:*'], prefix: 'events/' });
		await trigger.activate();
		await put('events/a');
		await s3.send(new CopyObjectCommand({ Bucket, Key: 'events/b', CopySource: `${Bucket}/events/a` }));
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'events/a' }));
		await itemsOf(trigger, 2);
		expect(trigger.items.map(({ event, key }) => [event, key])).toEqual([
			['ObjectCreated:Copy', 'events/b'],
			['ObjectRemoved:Delete', 'events/a'],
		]);
		await trigger.deactivate();
	});

	it('tells versions and delete markers', async () => {
		const trigger = await newTrigger(versioned, { events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:DeleteMarkerCreated'] });
		await trigger.activate();
		const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: versioned, Key: 'v', Body: 'v' }));
		await s3.send(new DeleteObjectCommand({ Bucket: versioned, Key: 'v' }));
		await itemsOf(trigger, 2);
		expect(trigger.items).toMatchObject([
			{ event: 'ObjectCreated:Put', versionId: VersionId },
			{ event: 'ObjectRemoved:DeleteMarkerCreated', key: 'v' },
		]);
		await trigger.deactivate();
	});

	it('may want every event that is offered', async () => {
		const events = EVENTS.map(({ value }) => value);
		const trigger = await newTrigger(Bucket, { events });
		await trigger.activate();
		const listed = (await notificationsOf(Bucket)).get(nameOf(trigger))?.Events ?? [];
		expect(listed.map((event) => event.toLowerCase()).toSorted()).toEqual(events.map((event) => event.toLowerCase()).toSorted());
		await trigger.deactivate();
	});
});

describe('filters', () => {
	it.each([
		['a prefix', { prefix: 'f1/a&b <c> "d"/' }, 'f1/a&b <c> "d"/x', 'f1/a&b/x', {}],
		['a suffix', { suffix: '.ä b' }, 'f2/x.ä b', 'f2/x.a b', {}],
		['a regular expression for the whole key', { pattern: 'f3/[0-9]{4}/.*\\.(pdf|txt)' }, 'f3/2026/a.pdf', 'more/f3/2026/a.pdf', {}],
		['metadata', { options: { metadata: { values: [{ name: 'Tenant', value: 'Ä b' }] } } }, 'f4/x', 'f4/y', { Metadata: { tenant: '=?UTF-8?B?w4QgYg==?=', other: '1' } }],
		['metadata of a name with an underscore', { options: { metadata: { values: [{ name: 'file_name', value: 'a b' }] } } }, 'f6/x', 'f6/y', { Metadata: { file_name: 'a b' } }],
		['tags', { options: { tags: { values: [{ name: 'kind', value: 'report & more' }] } } }, 'f5/x', 'f5/y', { Tagging: 'kind=report%20%26%20more&other=1' }],
	])('by %s let through what matches, and nothing else', async (_what, parameters, matching, other, more) => {
		const trigger = await newTrigger(Bucket, parameters);
		await trigger.activate();
		await put(other);
		await put(matching, more);
		await put(other);
		await itemsOf(trigger, 1);
		expect(keysOf(trigger)).toEqual([matching]);
		await trigger.deactivate();
	});

	it('that the gateway could not read are refused before it hears of them', async () => {
		const trigger = await newTrigger(Bucket, { pattern: '(' });
		await expect(trigger.activate()).rejects.toMatchObject({ message: expect.stringMatching(/^Regular Expression: /) as string });
	});
});

describe('triggers on one bucket', () => {
	it('do not disturb each other, nor what others set', async () => {
		const foreign = await newTrigger(Bucket, { prefix: 'foreign/' });
		await foreign.activate();
		const before = (await notificationsOf(Bucket)).get(nameOf(foreign));
		const [one, two] = [await newTrigger(Bucket, { prefix: 'one/' }), await newTrigger(Bucket, { prefix: 'two/', events: ['s3:ObjectRemoved:*'] })];
		await one.activate();
		await two.activate();
		await put('one/x');
		await put('two/x');
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'two/x' }));
		await itemsOf(one, 1);
		await itemsOf(two, 1);
		expect([keysOf(one), keysOf(two), keysOf(foreign)]).toEqual([['one/x'], ['two/x'], []]);

		await one.deactivate();
		expect(await two.checkExists()).toBe(true);
		await put('one/y');
		await put('foreign/x');
		await itemsOf(foreign, 1);
		expect([keysOf(one), keysOf(two), keysOf(foreign)]).toEqual([['one/x'], ['two/x'], ['foreign/x']]);
		await two.deactivate();
		expect((await notificationsOf(Bucket)).get(nameOf(foreign))).toEqual(before);
		await foreign.deactivate();
	});

	it('can be activated and deactivated all at once', async () => {
		const triggers = await Promise.all(Array.from({ length: 6 }, async (_, index) => await newTrigger(Bucket, { prefix: `at-once-${index}/` })));
		await Promise.all(triggers.map((trigger) => trigger.activate()));
		for (const trigger of triggers) expect(await trigger.checkExists()).toBe(true);
		for (const [index, trigger] of triggers.entries()) {
			await put(`at-once-${index}/x`);
			await itemsOf(trigger, 1);
			expect(keysOf(trigger)).toEqual([`at-once-${index}/x`]);
		}
		const names = triggers.map(nameOf);
		await Promise.all(triggers.map((trigger) => trigger.deactivate()));
		const left = [...(await topicNames()), ...(await notificationsOf(Bucket)).keys()];
		expect(left.filter((name) => names.includes(name))).toEqual([]);
	});

	it('may be the same one, active and tested in the editor', async () => {
		const node = { workflowId: 'tested', nodeId: '11111111-0000-4000-8000-000000000001' };
		const active = await newTrigger(Bucket, { prefix: 'both/' }, node);
		// A test does not keep events, so that the first one comes at once.
		const tested = await newTrigger(Bucket, { prefix: 'both/', persistent: true }, { ...node, isTest: true });
		await active.activate();
		await tested.activate();
		expect(nameOf(tested)).not.toBe(nameOf(active));
		await put('both/1');
		expect([keysOf(active), keysOf(tested)]).toEqual([['both/1'], ['both/1']]);
		expect(await tested.checkExists()).toBe(true);
		await tested.deactivate();
		await put('both/2');
		await itemsOf(active, 2);
		expect([keysOf(active), keysOf(tested)]).toEqual([['both/1', 'both/2'], ['both/1']]);
		await active.deactivate();
		expect((await topicNames()).filter((name) => /^n8n-(test-)?tested-/.test(name))).toEqual([]);
	});
});

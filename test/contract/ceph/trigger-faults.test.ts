import { CreateBucketCommand, DeleteBucketCommand, ListBucketsCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand } from '@aws-sdk/client-sns';

import type { TriggerRunner } from '../../support/trigger-runner.ts';
import { adminGatewayCredential, bucketForTests, gatewayCredential, s3, unique } from './support/ceph.ts';
import { newUser, type NewUser, radosgwAdmin, usersForTests } from './support/gateway-admin.ts';
import { itemsOf, nameOf, notificationsOf, registrationOf, sns, topicNames, triggersForTests } from './support/trigger.ts';

const Bucket = bucketForTests();
const newTrigger = triggersForTests();
const newUserName = usersForTests();

const put = async (Key: string) => await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }));
const keysOf = (trigger: TriggerRunner) => trigger.items.map(({ key }) => key);
/** The trigger's node with another credential. */
const by = (credential: object) => ({ credentials: { cephObjectGatewayApi: { ...gatewayCredential, ...credential } } });

interface ShownTopic {
	name: string;
	opaqueData: string;
	dest: { push_endpoint: string; push_endpoint_args: string; persistent: boolean | string; time_to_live: string; max_retries: string; retry_sleep_duration: string };
}

const shownTopic = async (trigger: TriggerRunner) => await radosgwAdmin<ShownTopic>('topic', 'get', '--topic', nameOf(trigger));

describe('a topic', () => {
	it('has what the trigger was told', async () => {
		const trigger = await newTrigger(Bucket, {
			persistent: true,
			options: { webhookBaseUrl: 'https://n8n.internal:8443', allowUnauthorizedCerts: true, attempts: 7, attemptPause: 30, keepFor: 3600 },
		});
		await trigger.activate();
		expect(await shownTopic(trigger)).toMatchObject({
			opaqueData: registrationOf(trigger).secret,
			dest: {
				push_endpoint: trigger.url.replace(/^http:\/\/[^/]+/, 'https://n8n.internal:8443'),
				push_endpoint_args: expect.stringContaining('verify-ssl=false') as string,
				time_to_live: '3600',
				max_retries: '7',
				retry_sleep_duration: '30',
			},
		});
		await trigger.deactivate();
	});

	it('that other hands removed or changed is made again', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'again/' });
		await trigger.activate();
		const { topicArn: TopicArn, secret } = registrationOf(trigger) as { topicArn: string; secret: string };
		await sns.send(new DeleteTopicCommand({ TopicArn }));
		expect(await trigger.activate()).toBe(true);
		expect(registrationOf(trigger).secret).toBe(secret);
		await sns.send(new CreateTopicCommand({ Name: nameOf(trigger), Attributes: { 'push-endpoint': 'http://elsewhere:1', OpaqueData: secret } }));
		expect(await trigger.activate()).toBe(true);
		await put('again/1');
		await itemsOf(trigger, 1);
		expect(keysOf(trigger)).toEqual(['again/1']);
		await trigger.deactivate();
	});

	it('is found by its name when n8n lost what it knew', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'lost/' });
		await trigger.activate();
		const name = nameOf(trigger);
		trigger.staticData = {};
		expect(await trigger.activate()).toBe(true);
		expect(nameOf(trigger)).toBe(name);
		await put('lost/1');
		await itemsOf(trigger, 1);
		expect(keysOf(trigger)).toEqual(['lost/1']);
		trigger.staticData = {};
		await trigger.deactivate();
		expect(await topicNames()).not.toContain(name);
		expect([...(await notificationsOf(Bucket)).keys()]).not.toContain(name);
	});

	it('follows changed parameters, also to another bucket', async () => {
		const other = unique();
		await s3.send(new CreateBucketCommand({ Bucket: other }));
		try {
			const trigger = await newTrigger(Bucket, { prefix: 'old/' });
			await trigger.activate();
			trigger.change({ prefix: 'new/' });
			expect(await trigger.activate()).toBe(true);
			expect((await notificationsOf(Bucket)).get(nameOf(trigger))?.Filter?.Key?.FilterRules).toEqual([{ Name: 'prefix', Value: 'new/' }]);
			trigger.change({ bucket: { __rl: true, mode: 'name', value: other } });
			expect(await trigger.activate()).toBe(true);
			expect((await notificationsOf(Bucket)).has(nameOf(trigger))).toBe(false);
			expect((await notificationsOf(other)).has(nameOf(trigger))).toBe(true);
			await trigger.deactivate();
		} finally {
			await s3.send(new DeleteBucketCommand({ Bucket: other }));
		}
	});
});

describe('a call to the webhook', () => {
	it('without the secret starts nothing', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'secret/' });
		await trigger.activate();
		const forged = { eventName: 'ObjectCreated:Put', eventId: 'x', s3: { bucket: { name: Bucket }, object: { key: 'forged' } } };
		for (const opaqueData of [undefined, '', 'guess', nameOf(trigger)]) {
			const { status } = await fetch(trigger.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ Records: [{ ...forged, opaqueData }] }) });
			expect(status).toBe(403);
		}
		await put('secret/1');
		await itemsOf(trigger, 1);
		expect(keysOf(trigger)).toEqual(['secret/1']);
		await trigger.deactivate();
	});

	it('for a bucket of another user, who borrowed the topic, starts nothing', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'borrowed/' });
		await trigger.activate();
		const stranger = await newUser(newUserName());
		const theirs = unique();
		await stranger.client.send(new CreateBucketCommand({ Bucket: theirs }));
		const TopicConfigurations = [{ Id: 'borrowed', TopicArn: registrationOf(trigger).topicArn as string, Events: ['s3:ObjectCreated:*' as const] }];
		await stranger.client.send(new PutBucketNotificationConfigurationCommand({ Bucket: theirs, NotificationConfiguration: { TopicConfigurations } }));
		await stranger.client.send(new PutObjectCommand({ Bucket: theirs, Key: 'borrowed/1', Body: 'x' }));
		await put('borrowed/2');
		await itemsOf(trigger, 1);
		expect(keysOf(trigger)).toEqual(['borrowed/2']);
		// It came, and with the secret.
		expect(trigger.deliveries[0]).toEqual({ status: 200, items: undefined });
		await trigger.deactivate();
		stranger.client.destroy();
	});
});

describe('kept events', () => {
	it('come when n8n is back, and once', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'kept/', persistent: true, options: { attemptPause: 1 } });
		let down = true;
		let refused = 0;
		trigger.fault = () => {
			if (!down) return undefined;
			refused++;
			return 503;
		};
		await trigger.activate();
		expect(await shownTopic(trigger)).toMatchObject({ dest: { persistent: expect.anything() as unknown } });
		const keys = Array.from({ length: 20 }, (_, index) => `kept/${index}`);
		for (const key of keys) await put(key);
		for (const deadline = Date.now() + 90_000; refused === 0 && Date.now() < deadline; ) await new Promise((resolve) => setTimeout(resolve, 200));
		expect(refused).toBeGreaterThan(0);
		expect(trigger.items).toEqual([]);
		down = false;
		await itemsOf(trigger, keys.length, 120_000);
		expect(keysOf(trigger).toSorted()).toEqual(keys.toSorted());
		await trigger.deactivate();
	}, 240_000);

	it('go with the topic', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'gone/', persistent: true });
		trigger.fault = () => 503;
		await trigger.activate();
		const name = nameOf(trigger);
		await put('gone/1');
		await trigger.deactivate();
		await expect(radosgwAdmin('topic', 'stats', '--topic', name)).rejects.toThrow();
	});
});

describe('the way to n8n', () => {
	const traces = async () => {
		const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
		return [...Buckets.map(({ Name = '' }) => Name), ...(await topicNames())].filter((name) => name.startsWith('n8n-check-'));
	};
	const options = { checkWayBack: true };

	it('is tried by an event that starts nothing and leaves nothing', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'way/', persistent: true, options });
		await trigger.activate();
		expect(trigger.deliveries).toEqual([{ status: 200, items: undefined }]);
		expect(await traces()).toEqual([]);
		await trigger.deactivate();
	});

	it.each([
		['nobody listens', { webhookBaseUrl: 'http://127.0.0.1:1' }, undefined],
		['the name is not known', { webhookBaseUrl: 'http://no-such-host.invalid:5678' }, undefined],
		['something in between refuses', { webhookBaseUrl: '' }, 502],
	])('is closed where %s, which activation says', async (_what, more, fault) => {
		const trigger = await newTrigger(Bucket, { persistent: true, options: { ...options, ...more } });
		trigger.fault = () => fault;
		const before = await topicNames();
		const origin = more.webhookBaseUrl || new URL(trigger.url).origin;
		await expect(trigger.activate()).rejects.toMatchObject({
			message: `The object gateway does not reach n8n at ${origin}`,
			description: expect.stringContaining('Webhook Base URL') as string,
		});
		expect(await topicNames()).toEqual(before);
		expect(await traces()).toEqual([]);
	});

	it('is not tried by a user who may make no bucket', async () => {
		const stranger = await newUser(newUserName());
		const theirs = unique();
		await stranger.client.send(new CreateBucketCommand({ Bucket: theirs }));
		await radosgwAdmin('user', 'modify', '--uid', stranger.user, '--max-buckets', '1');
		const trigger = await newTrigger(theirs, { options }, by(stranger.credential));
		await trigger.activate();
		expect(trigger.deliveries).toEqual([]);
		await trigger.deactivate();
		stranger.client.destroy();
	});

	it('of a test in the editor is not tried, for the first event ends the test', async () => {
		const trigger = await newTrigger(Bucket, { options }, { isTest: true });
		await trigger.activate();
		expect(trigger.deliveries).toEqual([]);
		await trigger.deactivate();
	});
});

describe('activation says in words', () => {
	let stranger: NewUser;
	beforeAll(async () => {
		stranger = await newUser(newUserName());
	});
	afterAll(() => stranger.client.destroy());

	it.each([
		['that there is no such bucket', () => newTrigger('no-such-bucket-anywhere'), 'There is no bucket "no-such-bucket-anywhere"', 'NoSuchBucket'],
		['that the bucket is of another user', () => newTrigger(Bucket, {}, by(stranger.credential)), /^The gateway denies access to bucket/, 'AccessDenied'],
		['that the key is unknown', () => newTrigger(Bucket, {}, by({ accessKeyId: 'NOBODY' })), 'The gateway does not know the access key', 'InvalidAccessKeyId'],
		['that the secret key is wrong', () => newTrigger(Bucket, {}, by({ secretAccessKey: 'wrong' })), 'The gateway does not accept the signature', 'SignatureDoesNotMatch'],
		['that nobody listens', () => newTrigger(Bucket, {}, by({ endpoint: 'http://127.0.0.1:1' })), 'The object gateway cannot be reached at 127.0.0.1:1', 'unreachable'],
	])('%s, and leaves nothing behind', async (_what, trigger, message, httpCode) => {
		const before = await topicNames();
		await expect((await trigger()).activate()).rejects.toMatchObject({ message: typeof message === 'string' ? message : (expect.stringMatching(message) as string), httpCode });
		expect((await topicNames()).filter((name) => !before.includes(name))).toEqual([]);
	});

	it('that the topic is of another user', async () => {
		const node = { workflowId: unique(), nodeId: '22222222-0000-4000-8000-000000000001' };
		const earlier = await newTrigger(Bucket, {}, node);
		await earlier.activate();
		const theirs = unique();
		await stranger.client.send(new CreateBucketCommand({ Bucket: theirs }));
		const later = await newTrigger(theirs, {}, { ...node, ...by(stranger.credential) });
		await expect(later.activate()).rejects.toMatchObject({ message: `The gateway denies access to topic "${nameOf(earlier)}"`, httpCode: 'NotAllowed' });
		expect(await earlier.checkExists()).toBe(true);
		await earlier.deactivate();
		await stranger.client.send(new DeleteBucketCommand({ Bucket: theirs }));
	});
});

describe('deactivation', () => {
	it('says what remains when the gateway is down, and removes it when tried again', async () => {
		const trigger = await newTrigger(Bucket, { prefix: 'down/' });
		await trigger.activate();
		const name = nameOf(trigger);
		trigger.change({}, by({ endpoint: 'http://127.0.0.1:1' }).credentials);
		await expect(trigger.deactivate()).rejects.toMatchObject({
			message: `Topic "${name}" and the notification of that name on bucket "${Bucket}" may remain at the gateway: The object gateway cannot be reached at 127.0.0.1:1`,
			description: expect.stringContaining('radosgw-admin topic rm') as string,
		});
		trigger.change({}, by({}).credentials);
		await trigger.deactivate();
		expect(await topicNames()).not.toContain(name);
	});

	it('after a test in the editor only logs it, since n8n would listen for ever', async () => {
		const tested = await newTrigger(Bucket, {}, { isTest: true });
		await tested.activate();
		const name = nameOf(tested);
		tested.change({}, by({ endpoint: 'http://127.0.0.1:1' }).credentials);
		await tested.deactivate();
		expect(await topicNames()).toContain(name);
		tested.change({}, by({}).credentials);
		await tested.deactivate();
		expect(await topicNames()).not.toContain(name);
	});

	it('works when the bucket is gone', async () => {
		const gone = unique();
		await s3.send(new CreateBucketCommand({ Bucket: gone }));
		const trigger = await newTrigger(gone);
		await trigger.activate();
		const name = nameOf(trigger);
		await s3.send(new DeleteBucketCommand({ Bucket: gone }));
		await trigger.deactivate();
		expect(await topicNames()).not.toContain(name);
	});
});

describe('over TLS', () => {
	it('a gateway is reached when the credential has the certificate of its authority, and refused without', async () => {
		const { endpoint, caCertificate } = adminGatewayCredential;
		const trusted = await newTrigger(Bucket, { prefix: 'tls/' }, by({ endpoint, caCertificate }));
		await trusted.activate();
		await put('tls/1');
		await itemsOf(trusted, 1);
		expect(keysOf(trusted)).toEqual(['tls/1']);
		await trusted.deactivate();
		const untrusted = await newTrigger(Bucket, {}, by({ endpoint }));
		await expect(untrusted.activate()).rejects.toThrow(/^The certificate of 127\.0\.0\.1:\d+ is not trusted/);
	});
});

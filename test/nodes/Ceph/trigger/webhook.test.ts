import fc from 'fast-check';

import { CephTrigger } from '../../../../nodes/Ceph/CephTrigger.node.ts';
import { forgetEvents } from '../../../../nodes/Ceph/trigger/duplicates.ts';
import { TriggerRunner } from '../../../support/trigger-runner.ts';

const SECRET = 'the-secret-of-the-topic';
const trigger = new TriggerRunner(new CephTrigger(), {
	parameters: { bucket: { __rl: true, mode: 'name', value: 'b' }, options: { rawRecord: true } },
	credentials: { cephObjectGatewayApi: { endpoint: 'http://127.0.0.1:1', secretAccessKey: 's' } },
});
beforeAll(() => trigger.listen());
afterAll(() => trigger.close());
beforeEach(() => {
	trigger.staticData = { 'node:Ceph Trigger': { registration: { name: 'n', bucket: 'b', topicArn: 'arn:aws:sns:default::n', secret: SECRET, settings: '' } } };
	trigger.deliveries.length = 0;
	forgetEvents('n');
});

const record = (eventId: string, more: object = {}) => ({ eventName: 'ObjectCreated:Put', eventId, opaqueData: SECRET, s3: { bucket: { name: 'b' }, object: { key: `k${eventId}` } }, ...more });

async function post(body: unknown, type = 'application/json'): Promise<number> {
	const response = await fetch(trigger.url, { method: 'POST', headers: { 'content-type': type }, body: typeof body === 'string' ? body : JSON.stringify(body) });
	await response.arrayBuffer();
	return response.status;
}

const keys = () => trigger.items.map(({ key }) => key);

describe('the webhook', () => {
	it('starts an execution with an item for each record, and no secret in it', async () => {
		expect(await post({ Records: [record('1'), record('2')] })).toBe(200);
		expect(trigger.deliveries).toHaveLength(1);
		expect(keys()).toEqual(['k1', 'k2']);
		expect(JSON.stringify(trigger.items)).not.toContain(SECRET);
		expect(trigger.items[0]).toHaveProperty('record.eventName');
	});

	it('reads JSON also when it comes under another type', async () => {
		expect(await post({ Records: [record('1')] }, 'application/octet-stream')).toBe(200);
		expect(keys()).toEqual(['k1']);
	});

	it.each([
		['wrong', { opaqueData: `${SECRET}.` }],
		['missing', { opaqueData: undefined }],
		['of another kind', { opaqueData: [SECRET] }],
	])('refuses a call of which the secret is %s, and starts nothing', async (_how, wrong) => {
		expect(await post({ Records: [record('1', wrong)] })).toBe(403);
		expect(await post({ Records: [record('1'), record('2', wrong)] })).toBe(403);
		expect(trigger.items).toEqual([]);
	});

	it('refuses every call while there is no topic', async () => {
		trigger.staticData = {};
		for (const opaqueData of [SECRET, '', undefined]) expect(await post({ Records: [record('1', { opaqueData })] })).toBe(403);
		expect(trigger.items).toEqual([]);
	});

	it.each([[{}], [[]], [{ Records: [] }], [{ Records: 'x' }], [{ Records: [{ opaqueData: SECRET }] }], ['null'], ['"text"']])('refuses %j as no notification', async (body) => {
		expect(await post(body)).toBe(400);
		expect(trigger.items).toEqual([]);
	});

	it('lets no hostile body start anything or break it', async () => {
		const hostile = fc.oneof(
			fc.json(),
			fc.jsonValue().map((value) => JSON.stringify({ Records: [value] })),
			fc.jsonValue().map((value) => JSON.stringify({ Records: [{ ...record('1'), opaqueData: value }] })),
			fc.jsonValue().map((value) => JSON.stringify({ Records: [record('1', { s3: value })] })),
		);
		await fc.assert(
			fc.asyncProperty(hostile, async (body) => {
				expect([400, 403]).toContain(await post(body));
				expect(trigger.items).toEqual([]);
			}),
			{ numRuns: 200 },
		);
	});

	it('believes no sign of the way from who does not know the secret key, and asks the gateway nothing for it', async () => {
		const sign = { s3: { bucket: { name: 'n8n-check-1' }, object: { key: 'way-back' } } };
		for (const opaqueData of [SECRET, '', undefined, 's']) expect(await post({ Records: [record('1', { ...sign, opaqueData })] })).toBe(403);
		expect(trigger.items).toEqual([]);
	});

	it('takes an event once, though it comes twice', async () => {
		expect(await post({ Records: [record('1')] })).toBe(200);
		expect(await post({ Records: [record('1'), record('2')] })).toBe(200);
		expect(await post({ Records: [record('2')] })).toBe(200);
		expect(keys()).toEqual(['k1', 'k2']);
		expect(trigger.deliveries.at(-1)).toEqual({ status: 200, items: undefined });
	});

	it('takes it each time when told to', async () => {
		trigger.change({ ignoreDuplicates: false });
		for (let time = 0; time < 2; time++) await post({ Records: [record('7')] });
		trigger.change({ ignoreDuplicates: true });
		expect(keys()).toEqual(['k7', 'k7']);
	});

	it('answers well to what its topic tells of other buckets, and starts nothing', async () => {
		expect(await post({ Records: [record('1', { s3: { bucket: { name: 'other' }, object: { key: 'k' } } })] })).toBe(200);
		expect(trigger.items).toEqual([]);
	});
});

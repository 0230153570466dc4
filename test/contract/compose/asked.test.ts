import { randomUUID } from 'node:crypto';

import axios from 'axios';

import { connections } from '../../../stack/connections.ts';
import { until } from '../event-store/support/until.ts';
import { n8n } from '../n8n/support/api.ts';
import type { Row } from './support/machine.ts';
import { factsOf, Machine } from './support/machine.ts';

/** Composed processes as callers from outside ask for them. */
const machine = new Machine();
const { authentik } = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');
const path = `${machine.mark}-asked`;
const row: Row = ['double', 'raise'];
let token = '';

beforeAll(async () => {
	await machine.start();
	await machine.process(row, { method: 'POST', path, groups: ['document-publishers'], set: {} });
	const { username, password } = authentik.publisher;
	const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: authentik.clientId, username, password, scope: 'openid profile email' });
	const { data } = await axios.post<{ access_token: string }>(`${authentik.url}/application/o/token/`, form, { proxy: false });
	token = data.access_token;
});
afterAll(() => machine.remove(), 120_000);

async function ask(body: unknown, headers: Record<string, string> = { Authorization: `Bearer ${token}` }): Promise<{ status: number; body: unknown }> {
	let answer = { status: 404, body: undefined as unknown };
	await until('n8n to know the webhook', async () => {
		const { status, data } = await axios.post<unknown>(`${n8n.url}/webhook/${path}`, body, { proxy: false, validateStatus: () => true, headers });
		answer = { status, body: data };
		return status !== 404;
	});
	return answer;
}

const fresh = () => `composed-${randomUUID()}`;
const keyed = (key: string) => ({ Authorization: `Bearer ${token}`, 'Idempotency-Key': key });

it('lets in who may, and does the steps', async () => {
	const subject = fresh();
	expect(await ask({ subject, number: 2 }, {})).toMatchObject({ status: 401, body: { error: expect.any(String) as string } });
	expect(await ask({ subject, number: 2 })).toEqual({ status: 200, body: { number: 7, did: 'raise' } });
	expect((await factsOf(subject)).map(({ step }) => step)).toEqual(['double', 'raise']);
});

it('does a request once, whose key is its caller\'s', async () => {
	const [subject, key] = [fresh(), randomUUID()];
	const answers = await Promise.all([1, 2, 3].map(() => ask({ subject, number: 3 }, keyed(key))));
	expect(answers).toEqual(Array.from({ length: 3 }, () => ({ status: 200, body: { number: 9, did: 'raise' } })));
	expect(await factsOf(subject)).toHaveLength(2);
});

it.each([
	['a field of another type', { number: 'two' }, 'number'],
	['a field that it does not have', { number: 2, nmuber: 3 }, 'nmuber'],
	['a field too few', {}, 'number'],
])('refuses an input with %s', async (_, wrong, place) => {
	expect(await ask({ subject: fresh(), ...wrong })).toMatchObject({ status: 422, body: { problems: [{ path: place }] } });
});

it.each([[[1, 2]], ['7'], [null]])('refuses %j, which has no fields', async (body) => {
	const { status } = await ask(JSON.stringify(body), { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' });
	// n8n itself takes no JSON but objects and lists.
	expect([400, 422]).toContain(status);
});

it('takes null for what is left out', async () => {
	expect(await ask({ subject: fresh(), number: 2, failAt: null })).toMatchObject({ status: 200 });
});

it('tells why a step refuses, and nothing of what fails inside; both leave what was there', async () => {
	const subject = fresh();
	expect(await ask({ subject, number: 2, failAt: 4 })).toEqual({ status: 409, body: { error: 'No step takes 4' } });
	expect(await ask({ subject, number: 2, failAt: 4, failure: 'crash' })).toEqual({ status: 500, body: { error: `The request failed at "${machine.mark}-raise" and was undone` } });
	expect((await factsOf(subject)).map(({ type }) => type)).toEqual(['Did', 'Undid', 'Did', 'Undid']);
});

it('is a step of another process, webhook and all', async () => {
	const subject = fresh();
	const asked = await machine.process(row, { method: 'POST', path, groups: ['document-publishers'], set: {} });
	const { output } = (await machine.run([asked, 'mirror'], { subject, number: 1 })) as unknown as { output: object };
	expect(output).toEqual({ number: 5, did: 'mirror' });
	expect((await factsOf(subject)).map(({ step }) => step)).toEqual(['double', 'raise', 'mirror']);
});

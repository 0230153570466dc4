import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { executionsSince } from '../../acceptance/support/stored-executions.ts';

/** What n8n holds, newest first: one execution a minute. */
const held = Array.from({ length: 10 }, (_, index) => ({ id: String(10 - index), status: 'success', workflowId: 'one', startedAt: new Date(Date.UTC(2026, 0, 31, 12, 10 - index)).toISOString() }));

let server: Server;
let url: string;
let asked: string[] = [];

beforeAll(async () => {
	server = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url ?? '', 'http://n8n');
		asked.push(`${pathname} ${request.headers['x-n8n-api-key'] as string} ${searchParams.get('includeData')} ${searchParams.get('cursor') ?? '-'}`);
		const begin = Number(searchParams.get('cursor') ?? 0);
		const end = begin + Number(searchParams.get('limit'));
		response.end(JSON.stringify({ data: held.slice(begin, end), nextCursor: end < held.length ? String(end) : null }));
	});
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

beforeEach(() => {
	asked = [];
});

async function idsSince(since: string): Promise<string[]> {
	const ids: string[] = [];
	for await (const { id } of executionsSince({ url, apiKey: 'key' }, new Date(since), 4)) ids.push(String(id));
	return ids;
}

it('those are read that began since, and no page behind them', async () => {
	expect(await idsSince('2026-01-31T12:05:30Z')).toEqual(['10', '9', '8', '7', '6']);
	expect(asked).toEqual(['/api/v1/executions key true -', '/api/v1/executions key true 4']);
});

it('all are read when all began since', async () => {
	expect(await idsSince('2026-01-01T00:00:00Z')).toHaveLength(10);
	expect(asked).toHaveLength(3);
});

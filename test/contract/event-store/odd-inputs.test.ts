import type { INodeParameters } from 'n8n-workflow';

import { itemsOf } from '../../support/items.ts';
import { type OwnServer, startOwnServer, startOwnTlsServer } from './support/node-server.ts';

/** What people and expressions put into fields for names. */
const ODD = ['', ' ', 'a\u0000b', 'a\nb', '../../etc', 'a/b?c#d', 'é日👍', '%00%2F', "'; DROP TABLE events; --", '$all', '$$$all', '$ce-x', 'x'.repeat(5_000), '[object Object]', '{}', '-1', '\uD800'];

const expression = { __rl: true, mode: 'name', value: '={{ $json.odd }}' };

let open: OwnServer;
let secure: OwnServer;
beforeAll(async () => {
	[open, secure] = await Promise.all([startOwnServer(), startOwnTlsServer()]);
});
afterAll(async () => {
	await open.remove();
	await secure.remove();
});

const group = { source: 'stream', stream: expression, group: expression };
const projection = { projection: expression };
const made = { projection: '={{ $json.odd }}', query: "fromStream('s').when({})" };

describe('odd names give a result or an error that says what is wrong', () => {
	it.each<[string, string, INodeParameters]>([
		['stream', 'append', { stream: expression, eventType: '={{ $json.odd }}', data: '{}' }],
		['stream', 'appendMany', { stream: expression, eventType: 'A', data: '{}', eventIdFrom: 'key', eventKey: '={{ $json.odd }}' }],
		['stream', 'read', { stream: expression, limit: 1 }],
		['stream', 'getLast', { stream: expression }],
		['stream', 'exists', { stream: expression }],
		['stream', 'getMetadata', { stream: expression }],
		['stream', 'setMetadata', { stream: expression, metadata: { maxCount: 1 } }],
		['stream', 'delete', { stream: expression }],
		['stream', 'tombstone', { stream: expression }],
		['all', 'read', { filter: 'streamPrefix', prefixes: '={{ $json.odd }}', limit: 1 }],
		['all', 'read', { filter: 'typeRegex', regex: '={{ $json.odd }}', limit: 1 }],
		['all', 'read', { filter: 'none', options: { fromPosition: '={{ $json.odd }}' }, limit: 1 }],
		['persistentSubscription', 'create', group],
		['persistentSubscription', 'ensure', group],
		['persistentSubscription', 'get', group],
		['persistentSubscription', 'readParked', { ...group, limit: 1 }],
		['persistentSubscription', 'replayParked', group],
		['persistentSubscription', 'update', group],
		['persistentSubscription', 'getAll', { of: 'stream', stream: expression, limit: 1 }],
		['persistentSubscription', 'ensureAbsent', group],
		['persistentSubscription', 'delete', group],
		['projection', 'create', made],
		['projection', 'create', { projection: 'same', query: '={{ $json.odd }}' }],
		['projection', 'getState', { ...projection, options: { partition: '={{ $json.odd }}' } }],
		['projection', 'getStatistics', projection],
		['projection', 'ensure', made],
		['projection', 'disable', projection],
		['projection', 'enable', projection],
		['projection', 'ensureAbsent', projection],
		['projection', 'delete', projection],
		['user', 'create', { login: '={{ $json.odd }}', password: '={{ $json.odd }}' }],
		['user', 'ensure', { login: '={{ $json.odd }}', password: 'x', options: { fullName: '={{ $json.odd }}', groups: '={{ $json.odd }}' } }],
		['user', 'get', { user: expression }],
		['user', 'update', { user: expression, options: { groups: '={{ $json.odd }}' } }],
		['user', 'ensureAbsent', { user: expression }],
	])('%s %s (%#)', async (resource, operation, parameters) => {
		const server = resource === 'user' ? secure : open;
		for (const odd of ODD) {
			const items = await server.run(resource, operation, parameters, { items: itemsOf({ odd }), onError: 'continueRegularOutput' });
			for (const item of items) {
				if (item.error === undefined) continue;
				expect(item.error).toEqual(expect.stringMatching(/\w/));
				expect(item.error as string).not.toMatch(/undefined|\[object (?!Object\]")|Cannot read|is not a function/);
			}
		}
		// It lives, whatever it was asked.
		expect(await server.run('server', 'getVersion')).toHaveLength(1);
	});
});

import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import type { JSONType } from '@eventstore/db-client';
import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { create, stateOf, tellStatus } from '../support/own.ts';
import { listed, never } from './queries/query.ts';

/** Fields that are told by their type: their values would differ on every run. */
const timed = ['created', 'timestamp', 'position'];
const fields = [
	'isJson', 'data', 'body', 'bodyRaw', 'dataRaw', 'sequenceNumber', 'metadata', 'metadataRaw', 'linkMetadata', 'linkMetadataRaw',
	'partition', 'eventType', 'eventId', 'streamId', 'category', ...timed, 'isSoftDeleted',
];

/** `created` has another name in the answer, which is no time there. */
const tellEvent = `const tell = (event) => {
	const told = {};
	for (const field of ${JSON.stringify(fields)}) {
		let value;
		try { value = event[field]; } catch (thrown) { value = 'throws ' + thrown; }
		if (${JSON.stringify(timed)}.includes(field)) value = typeof value;
		told[field === 'created' ? 'typeOfCreated' : field] = value === undefined ? 'undefined' : value;
	}
	return told;
};
const keysOf = (event) => { try { return Object.keys(event); } catch { return ['throws']; } };`;

const names = [
	'fromAll', 'fromStream', 'fromStreams', 'fromCategory', 'fromCategories', 'fromStreamsMatching', 'fromStreamCatalog', 'options', 'emit',
	'linkTo', 'copyTo', 'linkStreamTo', 'log', 'notify', 'require', 'console', 'setTimeout', 'Date', 'Math', 'JSON', 'Map', 'Set', 'Symbol',
	'Promise', 'Proxy', 'Reflect', 'RegExp', 'BigInt', 'Intl', 'WeakMap', 'Uint8Array', 'ArrayBuffer', 'eval', 'Function', 'globalThis',
	'parseInt', 'encodeURIComponent', 'escape', 'atob', 'structuredClone', 'host', 'modules', '$on', 'scope',
];

export const handlers: Scenario[] = [
	scenario('fields of events in handlers', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), [
			run.event('json', { a: 1, text: 'é' }, { metadata: { m: 1 } }),
			run.event('none'),
			binaryEvent({ type: 'binary', data: Buffer.from([1, 2, 255]) }),
			binaryEvent({ type: 'text', data: Buffer.from('{"b":2}') }),
			run.event('list', [1, 2]),
			jsonEvent({ type: 'number', data: 5 as unknown as JSONType }),
		]));
		const name = await create(run, `${tellEvent}
			fromStream('${run.name()}').when({
				$init: () => ({ seen: [], keys: [] }),
				$any(s, e) { s.seen.push(tell(e)); if (s.keys.length === 0) s.keys = keysOf(e); return s; },
			})`);
		// The sixth faults.
		await run.until('state', () => stateOf(run, name), listed('seen', 6), undefined, never);
		await tellStatus(run, 'status', name);
	}),

	scenario('names that a projection knows', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.event()));
		const name = await create(run, `const known = { ${names.map((each) => `${JSON.stringify(each)}: typeof ${each}`).join(', ')} };
			const chain = { from: Object.keys(fromStream('${run.name()}')) };
			fromStream('${run.name()}').when({
				$init: () => ({ known, chain, inside: {} }),
				t: (s, e) => { s.inside = { emit: typeof emit, linkTo: typeof linkTo, fromAll: typeof fromAll, self: typeof this }; return s; },
			})`);
		const looked = (state: unknown) => (state as { inside?: { emit?: string } } | null)?.inside?.emit !== undefined;
		await run.until('state', () => stateOf(run, name), looked, undefined, 6000);
		await tellStatus(run, 'status', name);
	}),
];

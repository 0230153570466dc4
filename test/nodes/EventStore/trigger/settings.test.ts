import { readTriggerFields, toCatchUpSettings, toGroupSettings } from '../../../../nodes/EventStore/trigger/settings.ts';
import { fields } from '../../../../nodes/EventStore/trigger/fields.ts';

const named = (value: string) => ({ __rl: true, mode: 'name', value });

function read(parameters: Record<string, unknown>) {
	const defaults = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, 'default' in field ? field.default : {}]));
	const given: Record<string, unknown> = { ...defaults, ...parameters };
	const getNodeParameter = (name: string, _fallback: unknown, options?: { extractValue?: boolean }) => {
		const value = given[name];
		return options?.extractValue ? (value as { value: unknown }).value : value;
	};
	return readTriggerFields({ getNodeParameter, getTimezone: () => 'UTC' } as Parameters<typeof readTriggerFields>[0]);
}

it('of a group are the defaults unless given', () => {
	expect(toGroupSettings(read({ stream: named('orders-1'), group: named('g') }))).toEqual({
		source: { stream: 'orders-1', resolveLinks: true, systemEvents: false },
		start: 'end',
		group: 'g',
		batchSize: 1,
		batchWait: 200,
		jsonAsText: false,
		retries: 3,
		retryPause: 1_000,
		stopWait: 20_000,
		concurrency: 10,
		strategy: 'RoundRobin',
		messageTimeout: 3_600_000,
	});
});

it('listen to a category by the stream that the database keeps of it', () => {
	const { source } = toCatchUpSettings(read({ mode: 'catchUp', source: 'category', category: 'orders' }));
	expect(source).toEqual({ stream: '$ce-orders', resolveLinks: true, systemEvents: false });
});

it.each([
	[{}, { on: 'type', regex: '^[^\\$].*' }, false],
	[{ filter: 'none' }, undefined, true],
	[{ filter: 'streamPrefix', prefixes: 'a-, , b-' }, { on: 'stream', prefixes: ['a-', 'b-'] }, true],
	[{ filter: 'typeRegex', regex: '^A' }, { on: 'type', regex: '^A' }, true],
])('filter the log: %j', (given, filter, systemEvents) => {
	expect(toCatchUpSettings(read({ mode: 'catchUp', source: 'all', ...given })).source).toEqual({ stream: '$all', filter, resolveLinks: false, systemEvents });
});

it.each([
	[{ source: 'stream', stream: named('a-1'), fromPlace: ' 42 ' }, 42n],
	[{ source: 'all', fromPlace: '1204/1200' }, { commit: 1204n, prepare: 1200n }],
	[{ source: 'all', fromPlace: '1204' }, { commit: 1204n, prepare: 1204n }],
])('begin at a place: %j', (given, start) => {
	expect(toCatchUpSettings(read({ mode: 'catchUp', startFrom: 'place', ...given })).start).toEqual(start);
});

it.each([
	['Place', { stream: named('a-1'), startFrom: 'place', fromPlace: '-1' }],
	['Place', { source: 'all', startFrom: 'place', fromPlace: '1/2/3' }],
	['Category', { source: 'category', category: 'a-1' }],
	['Stream', { stream: named('$all') }],
	['Beginnings', { source: 'all', filter: 'typePrefix', prefixes: ' , ' }],
	['Retries', { stream: named('a-1'), options: { retries: 1.5 } }],
	['Batch Size', { stream: named('a-1'), options: { batchSize: 0 } }],
])('name %s when it cannot be used: %j', (field, given) => {
	expect(() => toCatchUpSettings(read({ mode: 'catchUp', ...given }))).toThrow(new RegExp(`^${field}: `));
});

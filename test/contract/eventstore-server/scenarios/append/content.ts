import { binaryEvent } from '@eventstore/db-client';
import type { JSONType } from '@eventstore/db-client';
import { scenario } from '../../replay/scenario.ts';
import { bothWays } from './support/ways.ts';

const mebibyte = 1024 * 1024;

function sized(bytes: number, metadata?: Uint8Array) {
	return binaryEvent({ type: 't', data: Buffer.alloc(bytes, 'a'), metadata });
}

/** JSON of every kind, also kinds that the client's types do not let through. */
const jsonValues = [
	{}, [], [1, 'a', null], 'text', 0, -1.5, true, null, { deep: { er: [{ a: 1 }] } }, { unicode: 'é日本🙂\u0000\n"' },
	 
	{ big: 12345678901234567890 }, { '': 1, $x: 2 },
] as JSONType[];

export default [
	...bothWays((way) => `${way}: larger than the maximum`, async (run, options) => {
		await run.call('one event of 1 MiB', () => run.append(run.name('a'), sized(mebibyte), options));
		await run.call('one event just below', () => run.append(run.name('b'), sized(mebibyte - 100), options));
		await run.call('one event of exactly 1 MiB with its type', () => run.append(run.name('b2'), sized(mebibyte - 1), options));
		await run.call('many that are too much together', () => {
			return run.append(run.name('c'), [sized(400_000), sized(400_000), sized(400_000)], options);
		});
		await run.call('metadata too large', () => run.append(run.name('d'), sized(1, Buffer.alloc(mebibyte, 'a')), options));
		await run.call('read the refused', () => run.readBrief(run.name('a')));
	}),

	...bothWays((way) => `${way}: an event without a type`, async (run, options) => {
		await run.call('append', () => run.append(run.name(), run.event('', {}), options));
		await run.call('read', () => run.readBrief(run.name()));
	}),

	scenario('JSON content', async (run) => {
		await run.call('append', () => run.append(run.name(), jsonValues.map((data) => run.event('t', data))));
		await run.call('read', () => run.read(run.name()), (found) => {
			return found.map(({ event }) => ({ isJson: event?.isJson, data: event?.data }));
		});
	}),

	scenario('binary content', async (run) => {
		const values = [Buffer.from([]), Buffer.from([0, 1, 2, 255, 254]), Buffer.from('text'), Buffer.from('{"a":1}')];
		await run.call('append', () => run.append(run.name(), values.map((data) => binaryEvent({ type: 't', data }))));
		await run.call('read', () => run.read(run.name()), (found) => found.map(({ event }) => event));
	}),

	scenario('metadata of events', async (run) => {
		const values = [
			undefined, {}, { a: 1 }, { $correlationId: 'c', $causationId: 'd' }, [1, 2],
			Buffer.from([0, 1, 255]), Buffer.from('text'), Buffer.from('{"b":2}'), Buffer.from(''),
		];
		await run.call('append', () => run.append(run.name(), values.map((metadata) => run.event('t', {}, { metadata }))));
		await run.call('read', () => run.read(run.name()), (found) => found.map(({ event }) => event?.metadata));
	}),

	scenario('event types with odd characters', async (run) => {
		const types = [
			' ', 'with space', 'unicode é日本🙂', '/', '$', '$$', '$>', '$@', '@', 'a\nb', 'x'.repeat(1000), '-', '<T>', '"',
		];
		for (const type of types) {
			await run.call(
				`append ${JSON.stringify(type.slice(0, 20))}`,
				() => run.append(run.name(), run.event(type)),
				({ nextExpectedRevision }) => nextExpectedRevision,
			);
		}
		await run.call('read', () => run.read(run.name()), (found) => found.map(({ event }) => event?.type));
	}),

	scenario('identifiers of events', async (run) => {
		const id = 'ABCDEF00-1234-4ABC-8DEF-0123456789AB';
		const withId = (value: string) => run.event('t', {}, { id: value });
		await run.call('upper-case identifier', () => run.append(run.name('a'), withId(id)));
		await run.call(
			'the same in lower case', () => run.append(run.name('a'), withId(id.toLowerCase())),
			({ nextExpectedRevision }) => nextExpectedRevision);
		await run.call('read', () => run.read(run.name('a')), (found) => found.map(({ event }) => event?.id === id.toLowerCase()));
		await run.call('all zeros', () => run.append(run.name('b'), withId('00000000-0000-0000-0000-000000000000')));
		const credentials = { username: 'admin', password: 'changeit' };
		await run.call('not an identifier, through Append', () => run.append(run.name('c'), withId('nonsense'), { credentials }));
		await run.call('not an identifier, through BatchAppend', () => Promise.race([
			run.append(run.name('d'), withId('nonsense')),
			run.sleep(3_000).then(() => 'no answer'),
		]));
	}),

	scenario('many events in one append', async (run) => {
		await run.call('append 1500', () => run.append(run.name(), run.events(1500)));
		await run.call('count', async () => (await run.read(run.name())).length);
		await run.call('last', () => run.readBrief(run.name(), { direction: 'backwards', fromRevision: 'end', maxCount: 1 }));
	}),
];

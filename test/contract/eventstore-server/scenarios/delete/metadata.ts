import type { AppendResult, JSONType, StreamMetadata } from '@eventstore/db-client';
import { scenario } from '../../replay/scenario.ts';

/** The name of a list of rights may stand for it, which the client's types do not know. */
const good: Record<string, Omit<StreamMetadata, 'acl'> & { acl?: unknown }> = {
	all: {
		maxAge: 10,
		maxCount: 20,
		truncateBefore: 3,
		cacheControl: 40,
		acl: { readRoles: ['a'], writeRoles: ['b', 'c'], deleteRoles: [], metaReadRoles: ['$all'], metaWriteRoles: ['$admins'] },
	},
	custom: { text: 'a', number: 1, nothing: null, list: [1], object: { a: 1 }, yes: true },
	'acl names': { acl: '$userStreamAcl' },
	'system acl name': { acl: '$systemStreamAcl' },
	empty: {},
};

const bad: Record<string, JSONType> = {
	'text for $maxCount': { $maxCount: 'x' },
	'fraction for $maxAge': { $maxAge: 1.5 },
	'text for $tb': { $tb: '2' },
	'number for $acl': { $acl: 5 },
	'a list': [1],
};

const revisionOf = ({ nextExpectedRevision }: AppendResult) => nextExpectedRevision;

export default [
	scenario('metadata with expected revisions', async (run) => {
		for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n] as const) {
			const stream = run.name(`s${expectedRevision}_`);
			for (const [index, which] of ['first', 'second'].entries()) {
				await run.call(`${which}, expecting ${expectedRevision}`, () => {
					return run.client.setStreamMetadata(stream, { a: index + 1 }, { expectedRevision });
				});
			}
			await run.call('get', () => run.client.getStreamMetadata(stream));
		}
	}),

	scenario('what metadata may hold', async (run) => {
		for (const [what, metadata] of Object.entries(good)) {
			const stream = run.name(what.replaceAll(' ', ''));
			await run.call(`set ${what}`, () => run.client.setStreamMetadata(stream, metadata as StreamMetadata), revisionOf);
			await run.call('get', () => run.client.getStreamMetadata(stream));
			await run.call('event', () => run.read(`$$${stream}`));
		}
		for (const [what, metadata] of Object.entries(bad)) {
			const stream = run.name(what.replaceAll(/[ $]/g, ''));
			await run.prepare('prepare', () => run.append(stream, run.events(3)));
			await run.call(`write ${what}`, () => run.append(`$$${stream}`, run.event('$metadata', metadata)), revisionOf);
			await run.call('read', () => run.readBrief(stream));
			await run.call('append', () => run.append(stream, run.event()), revisionOf);
		}
	}),

	scenario('metadata before the stream exists', async (run) => {
		const stream = run.name();
		await run.call('set', () => run.client.setStreamMetadata(stream, { maxCount: 1 }));
		await run.call('read', () => run.readBrief(stream));
		await run.call('append', () => run.append(stream, run.events(3), { expectedRevision: 'no_stream' }));
		await run.call('read after', () => run.readBrief(stream));
	}),

	scenario('$tb below the events that are gone', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(6)));
		for (const truncateBefore of [4, 1, 6, 0]) {
			await run.call(`$tb ${truncateBefore}`, () => run.client.setStreamMetadata(stream, { truncateBefore }), revisionOf);
			await run.call('read', () => run.readBrief(stream));
		}
	}),
];

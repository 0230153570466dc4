import type { StreamMetadata } from '@eventstore/db-client';
import { wireRead } from '../../replay/read-wire.ts';
import { scenario } from '../../replay/scenario.ts';

const limits: Record<string, StreamMetadata> = {
	'$maxCount 2': { maxCount: 2 },
	'$maxCount 1': { maxCount: 1 },
	'$maxCount larger than the stream': { maxCount: 100 },
	'$maxCount 0': { maxCount: 0 },
	'$maxCount -1': { maxCount: -1 },
	'$tb 3': { truncateBefore: 3 },
	'$tb 4, the last event': { truncateBefore: 4 },
	'$tb -1': { truncateBefore: -1 },
	'$maxAge 1 second': { maxAge: 1 },
	'$maxAge 100 seconds': { maxAge: 100 },
	'$maxAge 0': { maxAge: 0 },
	'$tb 1 and $maxCount 3': { truncateBefore: 1, maxCount: 3 },
	'$tb 3 and $maxCount 4': { truncateBefore: 3, maxCount: 4 },
	$cacheControl: { cacheControl: 10 },
};

export default [
	...Object.entries(limits).map(([what, metadata]) => scenario(`after ${what}`, async (run) => {
		const stream = run.name();
		const forwards = (told: string, fromRevision?: bigint, maxCount?: number) => {
			return run.call(told, () => run.readBrief(stream, { fromRevision, maxCount }));
		};
		await run.prepare('prepare', () => run.append(stream, run.events(5)));
		await run.call(
			'set', () => run.client.setStreamMetadata(stream, metadata), ({ nextExpectedRevision }) => nextExpectedRevision);
		if (metadata.maxAge === 1) await run.sleep(2_200);
		await forwards('forwards');
		await forwards('forwards from 0', 0n);
		await forwards('forwards from 0, at most 1', 0n, 1);
		await forwards('forwards from 3', 3n);
		await run.call('backwards', () => run.readBrief(stream, { direction: 'backwards', fromRevision: 'end' }));
		await run.call('backwards from 2', () => run.readBrief(stream, { direction: 'backwards', fromRevision: 2n }));
		await run.call('wire', () => wireRead(run, { stream, count: 100 }));
		await run.call(
			'append', () => run.append(stream, run.event('later'), { expectedRevision: 4n }),
			({ nextExpectedRevision }) => nextExpectedRevision);
		await forwards('read after');
	})),

	scenario('metadata streams', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(2)));
		await run.call('read $$stream before', () => run.readBrief(`$$${stream}`));
		await run.call('get before', () => run.client.getStreamMetadata(stream));
		await run.call('set', () => run.client.setStreamMetadata(stream, { maxCount: 10, custom: { a: [1] } }));
		await run.call('set again', () => run.client.setStreamMetadata(stream, { truncateBefore: 1 }));
		await run.call('read $$stream', () => run.read(`$$${stream}`));
		await run.call('backwards', () => run.readBrief(`$$${stream}`, { direction: 'backwards', fromRevision: 'end' }));
		await run.call('get', () => run.client.getStreamMetadata(stream));
		await run.call('read $$$$stream', () => run.readBrief(`$$$$${stream}`));
		await run.call('get of $$stream', () => run.client.getStreamMetadata(`$$${stream}`));
	}),
];

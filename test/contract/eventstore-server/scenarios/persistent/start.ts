import { scenario } from '../../replay/scenario.ts';
import type { MakeStream } from '../support/stream-states.ts';
import { missing } from '../support/stream-states.ts';
import { Group } from './support/group.ts';

/** Where it begins, and how many of five events and a live one come. */
const starts = [['start', 6], ['end', 1], [0n, 6], [3n, 3], [4n, 2], [5n, 1], [100n, 0]] as const;

const truncated: MakeStream = async (run, stream) => {
	await run.append(stream, run.events(5));
	await run.client.setStreamMetadata(stream, { truncateBefore: 3 });
};

const writtenAgain: MakeStream = async (run, stream) => {
	await run.append(stream, run.events(3));
	await run.client.deleteStream(stream);
	await run.append(stream, run.events(2, 'again'));
};

export default [
	...starts.map(([startFrom, count]) => scenario(`start from ${startFrom}`, async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(5)));
		await group.made({ startFrom });
		const consumer = group.consume();
		await consumer.confirmed();
		await run.pause(500);
		await run.prepare('append', () => run.append(group.source, run.event('live')));
		await consumer.got(count);
		await run.pause(500);
		run.note('events', consumer.tell());
		await run.call('startFrom of the info', () => group.info(), ({ settings }) => settings.startFrom);
	})),

	...Object.entries({
		'truncated by $tb': truncated, 'soft-deleted and written again': writtenAgain, missing,
	}).map(([what, make]) => scenario(`consuming a stream ${what}`, async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => make(run, group.source));
		await group.made();
		const consumer = group.consume();
		await consumer.confirmed();
		await run.prepare('append', () => run.append(group.source, run.event('live')));
		await run.wait(() => consumer.events.some(({ event }) => event?.type === 'live') || consumer.error);
		run.note('events', consumer.tell());
	})),
];

import { START } from '@eventstore/db-client';
import type { Position, ResolvedEvent } from '@eventstore/db-client';
import { brief } from '../../replay/brief.ts';
import type { Run } from '../../replay/run.ts';
import { scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';

/** The run's own among the events that a read of `$all` gives. */
function ownOf(run: Run, found: ResolvedEvent[]): ResolvedEvent[] {
	return found.filter(({ event, link: pointer }) => (pointer ?? event)?.streamId.includes(run.id));
}

const positionsOf = (found: ResolvedEvent[]) => found.map(({ event, link: pointer }) => ({
	event: event?.position, link: pointer?.position,
}));

/** Six events; the positions of the first and the last. */
async function writeSpan(run: Run): Promise<{ first: Position; last: Position }> {
	const stream = run.name();
	const append = async (...args: Parameters<Run['append']>) => {
		const { position } = await run.prepare('prepare', () => run.append(...args));
		return position ?? { commit: 0n, prepare: 0n };
	};
	const first = await append(stream, run.event('first'));
	await append(stream, run.events(3));
	await append(run.name('other'), run.event('other'));
	return { first, last: await append(stream, run.event('last')) };
}

const beyond = { commit: 2n ** 63n - 1n, prepare: 2n ** 63n - 1n };

export default [
	scenario('$all forwards and backwards from positions', async (run) => {
		const { first, last } = await writeSpan(run);
		const own = (found: ResolvedEvent[]) => ownOf(run, found).map(brief);
		const count = (found: ResolvedEvent[]) => found.length;
		const read = (what: string, options: Parameters<Run['read']>[1], pick: (found: ResolvedEvent[]) => unknown) => {
			return run.call(what, () => run.read('$all', options), pick);
		};
		await read('forwards from the first', { fromPosition: first }, own);
		await read('forwards from the last', { fromPosition: last }, own);
		await read('backwards from the last', { fromPosition: last, direction: 'backwards', maxCount: 5 }, own);
		await read('backwards from the end', { fromPosition: 'end', direction: 'backwards', maxCount: 100 }, own);
		await read('forwards from the end', { fromPosition: 'end' }, own);
		await read('backwards from the start', { fromPosition: START, direction: 'backwards' }, count);
		await read('forwards from beyond', { fromPosition: beyond }, count);
		await read('backwards from beyond', { fromPosition: beyond, direction: 'backwards', maxCount: 50 }, own);
		await read('forwards from 0, at most 1', { fromPosition: { commit: 0n, prepare: 0n }, maxCount: 1 }, count);
		await read('at most 0', { maxCount: 0 }, count);
		const next = { commit: first.commit + 1n, prepare: first.prepare + 1n };
		await read('one past the first', { fromPosition: next, maxCount: 1 }, own);
		await read('prepare larger than commit', { fromPosition: { ...first, prepare: first.commit + 10n }, maxCount: 1 }, own);
	}),

	scenario('$all: positions of events', async (run) => {
		const { first } = await writeSpan(run);
		await run.call('forwards', () => run.read('$all', { fromPosition: first }), (found) => positionsOf(ownOf(run, found)));
		await run.call('the same in the stream', () => run.read(run.name()), positionsOf);
		await run.call('whole events', () => run.read('$all', { fromPosition: first, maxCount: 2 }), (found) => ownOf(run, found));
		await run.call('positions never fall', async () => {
			const positions = (await run.read('$all', { fromPosition: first })).map(({ event }) => event?.position);
			return positions.every((position, n) => {
				const before = positions[n - 1];
				if (position === undefined || before === undefined) return n === 0;
				return position.commit > before.commit || (position.commit === before.commit && position.prepare > before.prepare);
			});
		});
	}),

	scenario('$all: the first event of the database', async (run) => {
		await run.call('from start is from 0', async () => {
			const [start] = await run.read('$all', { maxCount: 1 });
			const [zero] = await run.read('$all', { maxCount: 1, fromPosition: { commit: 0n, prepare: 0n } });
			return start?.event !== undefined && start.event.id === zero?.event?.id;
		});
	}),

	scenario('$all shows what streams hide', async (run) => {
		const [stream, dead] = [run.name(), run.name('dead')];
		const { position } = await run.prepare('prepare', () => run.append(stream, run.event('zero')));
		await run.prepare('prepare', async () => {
			await run.append(stream, run.events(3));
			await run.client.setStreamMetadata(stream, { maxCount: 1 });
			await run.client.deleteStream(stream);
			await run.append(dead, run.event('dead'));
			await run.client.tombstoneStream(dead);
		});
		const read = () => run.read('$all', { fromPosition: position });
		await run.call('own events', read, (found) => ownOf(run, found).map(brief));
		await run.call('the event of the tombstone', read, (found) => found.filter(({ event }) => event?.streamId === dead));
	}),

	scenario('$all with links', async (run) => {
		const { position } = await run.prepare('prepare', () => run.append(run.name(), run.event('target')));
		await run.prepare('prepare', () => {
			return run.append(run.name('links'), [link(`0@${run.name()}`), link(`0@${run.name('missing')}`)]);
		});
		const read = (resolveLinkTos?: boolean) => run.read('$all', { fromPosition: position, resolveLinkTos });
		await run.call('not resolved', () => read(), (found) => ownOf(run, found).map(brief));
		await run.call('resolved', () => read(true), (found) => ownOf(run, found).map(brief));
		await run.call('resolved, whole', () => read(true), (found) => ownOf(run, found));
	}),
];

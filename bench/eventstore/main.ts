// npm run bench -- eventstore: the embedded event store itself, each figure beside another of the same run.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { renderTable } from '../../stack/command/table.ts';
import { table } from '../table.ts';
import { type AppendRound, appendRound } from './append.ts';
import { median, percent, perSecond, ratio, sum } from './figures.ts';
import { throughTheNode } from './node.ts';
import { fill, type Read, type ReadRound, readRound, READS } from './read.ts';
import { BenchServer } from './server.ts';

const own = join(import.meta.dirname, '../..');

/** Writers at once, and how many events they append together. */
const WRITERS = [
	{ writers: 1, events: 500 },
	{ writers: 16, events: 4_000 },
	{ writers: 256, events: 8_000 },
];
/** Events of a stream that is read. */
const EVENTS = 10_000;

export interface EventStoreBench {
	/** How often each is measured. */
	rounds: number;
	/** Another checkout, whose embedded event store reads the same beside this one's. */
	against?: string;
}

/** Measures, prints, and keeps the figures in reports/bench-eventstore.json. */
export async function benchEventStore({ rounds, against }: EventStoreBench): Promise<void> {
	const appends = await measureAppends(rounds);
	console.log(`Appends of 1 KiB, beside SQLite alone with as many syncs to the disk\n${appendTable(appends)}\n`);
	const reads = await measureReads(rounds, [own, ...(against === undefined ? [] : [against])]);
	console.log(`Reads of events of 1 KiB${against === undefined ? '' : `, beside ${against}`}\n${readTable(reads)}\n`);
	const server = await BenchServer.start({ checkout: own, projections: true });
	const node = await throughTheNode(server, rounds).finally(() => server.stop());
	console.log(`Through the node, beside the raw client on the same server\n${table(node)}`);
	await mkdir('reports', { recursive: true });
	await writeFile('reports/bench-eventstore.json', `${JSON.stringify({ appends, reads, node }, null, 2)}\n`);
}

interface Appends {
	projections: boolean;
	writers: number;
	events: number;
	rounds: AppendRound[];
}

async function measureAppends(rounds: number): Promise<Appends[]> {
	const measured: Appends[] = [];
	for (const projections of [false, true]) {
		const server = await BenchServer.start({ checkout: own, projections });
		try {
			for (const { writers, events } of WRITERS) {
				console.error(`append, ${writers} writers, projections ${onOrOff(projections)}`);
				const done: AppendRound[] = [];
				// One round that does not count: code warms up.
				for (let round = -1; round < rounds; round++) {
					const figures = await appendRound(server, writers, events);
					if (round >= 0) done.push(figures);
				}
				measured.push({ projections, writers, events, rounds: done });
			}
		} finally {
			await server.stop();
		}
	}
	return measured;
}

/**
 * By the clock the server is not alone: its client works on the same machine, and while SQLite syncs, nobody does. What of the
 * processor the server takes for an append, and SQLite for the same, is free of both.
 */
function appendTable(measured: readonly Appends[]): string {
	return renderTable(
		['writers', 'projections', 'events/s', 'share of SQLite alone', 'events a sync', "server's processor, µs an event", "SQLite's share of it", "client's processor, µs an event"],
		measured.map(({ projections, writers, events, rounds }) => {
			const each = (who: keyof AppendRound['cpu']) => median(rounds.map(({ cpu }) => cpu[who])) / events;
			return [
				String(writers),
				onOrOff(projections),
				perSecond(events, median(rounds.map(({ server }) => server))),
				median(rounds.map(({ server, bare }) => bare / server)).toFixed(2),
				(events / median(rounds.map(({ commits }) => commits))).toFixed(1),
				(each('server') * 1e6).toFixed(0),
				ratio(each('bare'), each('server')),
				(each('client') * 1e6).toFixed(0),
			];
		}),
	);
}

interface Reads {
	projections: boolean;
	what: Read;
	/** By checkout, this one first. */
	rounds: (ReadRound & { serverCpu: number })[][];
}

async function measureReads(rounds: number, checkouts: readonly string[]): Promise<Reads[]> {
	const measured: Reads[] = [];
	for (const projections of [false, true]) {
		const servers: BenchServer[] = [];
		try {
			for (const checkout of checkouts) {
				const server = await BenchServer.start({ checkout, projections });
				servers.push(server);
				await fill(server, EVENTS);
			}
			for (const what of READS) {
				console.error(`read, ${what}, projections ${onOrOff(projections)}`);
				const done: Reads['rounds'] = servers.map(() => []);
				for (let round = -1; round < rounds; round++) {
					for (const [index, server] of servers.entries()) {
						const before = await server.used();
						const figures = await readRound(server, what);
						const after = await server.used();
						if (round >= 0) done[index]!.push({ ...figures, serverCpu: after.cpu - before.cpu });
					}
				}
				measured.push({ projections, what, rounds: done });
			}
		} finally {
			await Promise.all(servers.map((server) => server.stop()));
		}
	}
	return measured;
}

function readTable(measured: readonly Reads[]): string {
	const compared = measured.some(({ rounds }) => rounds.length > 1);
	return renderTable(
		['read', 'projections', 'events', 'events/s', "client's share of the processor", ...(compared ? ['as fast as the other', "the other's server by the processor"] : [])],
		measured.map(({ projections, what, rounds: [mine = [], other] }) => [
			what,
			onOrOff(projections),
			String(mine[0]?.events),
			String(Math.round(median(mine.map(({ events, seconds }) => events / seconds)))),
			percent(sum(mine.map(({ clientCpu }) => clientCpu)) / sum(mine.map(({ clientCpu, serverCpu }) => clientCpu + serverCpu))),
			...(other === undefined ? [] : [`× ${median(mine.map((round, index) => each(other[index]!.seconds, other[index]!) / each(round.seconds, round))).toFixed(2)}`, `× ${ratio(sum(other.map((round) => each(round.serverCpu, round))), sum(mine.map((round) => each(round.serverCpu, round))))}`]),
		]),
	);
}

/** Of one event. */
function each(total: number, { events }: ReadRound): number {
	return total / events;
}

function onOrOff(projections: boolean): string {
	return projections ? 'on' : 'off';
}

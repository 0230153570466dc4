// npm run bench:million: how long the embedded event store takes to start on a large database, and what memory it needs.
import { mkdir, statfs, writeFile } from 'node:fs/promises';

import { Command } from 'commander';

import { renderTable } from '../../stack/command/table.ts';
import { wholeNumber } from '../running.ts';
import { fill } from './fill.ts';
import { StartedServer, type Starts } from './starts.ts';

const MIB = 1 << 20;
/** What an event of 1 KiB takes on the disk at most, with its indexes and, where there are projections, with its links. */
const BYTES = { alone: 2_000, projected: 5_000 };

const command = new Command('npm run bench:million --')
	.description(
		'Fills a database with events of 1 KiB in 1,000 streams, makes a persistent subscription to all of them, and starts the embedded ' +
			'event store on it several times, in turn with one whose database is empty. Prints the median times until it takes calls (after a ' +
			'clean end, and after a kill), and its memory then and after all events were read. The figures are kept in ' +
			'reports/bench-million.json. It takes minutes.',
	)
	.option('--events <count>', 'how many events', wholeNumber, 1_000_000)
	.option('--rounds <count>', 'how often each is started', wholeNumber, 5)
	.option('--projections', 'with the system projections on; their links are several times as many events', false)
	.option('--no-read', 'does not read all events')
	.parse();
const { events, rounds, projections, read } = command.opts<{ events: number; rounds: number; projections: boolean; read: boolean }>();

const [empty, full] = [new StartedServer(projections), new StartedServer(projections)];
try {
	const { folder } = full.server;
	const { bavail, bsize } = await statfs(folder);
	const needed = events * (projections ? BYTES.projected : BYTES.alone);
	if (bavail * bsize < needed) command.error(`${folder} has no room for ${Math.ceil(needed / MIB)} MiB.`);
	console.log(`Writing ${events} events…`);
	const begun = performance.now();
	await fill({ folder, events, projections });
	console.log(`Written in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
	for (const started of [empty, full]) await started.prepare();
	for (let round = 0; round < rounds; round++) for (const started of [empty, full]) await started.round();
	if (read) for (const started of [empty, full]) await started.readThrough();
	console.log(
		renderTable(
			['Database', 'Start, s', 'After a kill, s', 'To the first event, s', 'Memory, MiB', 'After reading all, MiB'],
			[row('empty', empty.starts), row(`${events} events`, full.starts)],
		),
	);
	await mkdir('reports', { recursive: true });
	await writeFile('reports/bench-million.json', `${JSON.stringify({ events, projections, empty: empty.starts, full: full.starts }, null, 2)}\n`);
} finally {
	await Promise.all([empty.server.remove(), full.server.remove()]);
}

function row(name: string, { clean, killed, firstRead, memoryAtStart, memoryAfterRead, eventsRead }: Starts): string[] {
	const mebibytes = (bytes: number) => String(Math.round(bytes / MIB));
	return [name, seconds(clean), seconds(killed), seconds(firstRead), mebibytes(memoryAtStart), eventsRead === 0 ? '–' : mebibytes(memoryAfterRead)];
}

/** The median of times in milliseconds. */
function seconds(times: readonly number[]): string {
	const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
	return (median / 1000).toFixed(2);
}

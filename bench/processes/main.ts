// npm run bench -- processes: what it costs to find the runs that have not ended.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

import { renderTable } from '../../stack/command/table.ts';
import { bundle } from '../bundle.ts';
import { BenchServer } from '../eventstore/server.ts';
import type { Figure, Settings } from './inside.ts';

const root = join(import.meta.dirname, '../..');
const reports = join(root, 'reports');

const FINISHED = [10, 1_000, 20_000];
const OPEN = 3;

/** Measures, prints, and keeps the figures in reports/bench-processes.json. */
export async function benchProcesses(rounds: number): Promise<void> {
	const server = await BenchServer.start({ checkout: root, projections: true });
	const figures = await measured({ connectionString: server.connectionString, rounds, finished: FINISHED, open: OPEN }).finally(() => server.stop());
	console.log(`Run: Get Many, Not Ended, with ${OPEN} runs that are open\n${figureTable(figures)}`);
	await writeFile(join(reports, 'bench-processes.json'), `${JSON.stringify(figures, null, 2)}\n`);
}

async function measured(settings: Settings): Promise<Figure[]> {
	await mkdir(reports, { recursive: true });
	// Where n8n's modules are found that the project is developed with.
	const script = join(reports, `processes-${process.pid}.mjs`);
	await writeFile(script, await bundle('processes/inside.ts'));
	try {
		const { stdout } = await execa(process.execPath, [script], { input: JSON.stringify(settings), stderr: 'inherit' });
		return JSON.parse(stdout) as Figure[];
	} finally {
		await rm(script);
	}
}

function figureTable(figures: readonly Figure[]): string {
	const few = figures[0]!.milliseconds;
	return renderTable(
		['runs that have finished', 'milliseconds', 'of the first', 'entries of the list of open runs'],
		figures.map(({ finished, milliseconds, notes }) => [finished.toLocaleString('en'), milliseconds.toFixed(1), `× ${(milliseconds / few).toFixed(2)}`, String(notes)]),
	);
}

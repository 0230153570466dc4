import { renderTable } from '../../stack/command/table.ts';
import type { Killed } from './round.ts';
import type { End } from './verdict.ts';

/** What came of one process under one fault. */
export interface Figures {
	process: string;
	fault: string;
	kills: number;
	seconds: number;
	runs: Killed[];
	/** Why it was given up. */
	failure?: string;
}

const ENDS: readonly End[] = ['finished', 'undone', 'waits', 'as before', 'half', 'wrong'];

/** Each run: its moment, what its journal said then, and how it ended. */
export function runTable({ runs }: Figures): string {
	return renderTable(['course', 'moment', 'journal when it was killed', 'ended'], runs.map(({ course, moment, stood, end }) => [course, moment, stood, end]));
}

/** A line a process and fault. */
export function summaryTable(figures: readonly Figures[]): string {
	const count = (runs: readonly Killed[], end: End) => String(runs.filter((run) => run.end === end).length);
	return renderTable(
		['process', 'killed', 'kills', 'runs', ...ENDS, 'problems', 'seconds'],
		figures.map(({ process, fault, kills, runs, seconds, failure }) => [
			process,
			fault,
			String(kills),
			String(runs.length),
			...ENDS.map((end) => count(runs, end)),
			String(problemsOf({ runs, ...(failure !== undefined && { failure }) }).length),
			String(seconds),
		]),
	);
}

/** All that is wrong. */
export function problemsOf({ runs, failure }: Pick<Figures, 'runs' | 'failure'>): string[] {
	return [...runs.flatMap(({ course, moment, problems }) => problems.map((problem) => `${course}, ${moment}: ${problem}`)), ...(failure === undefined ? [] : [failure])];
}

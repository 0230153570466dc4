import { renderTable } from '../../stack/command/table.ts';
import type { Killed } from './round.ts';
import type { End } from './verdict.ts';

/** What came of one course under one fault. */
export interface Figures {
	process: string;
	course: string;
	fault: string;
	kills: number;
	seconds: number;
	runs: Killed[];
	/** Why it was given up. */
	failure?: string;
}

const ENDS: readonly End[] = ['finished', 'undone', 'waits', 'as before', 'half', 'wrong'];

/** Each run of a course: its moment, what its journal said then, and how it ended. */
export function runTable({ runs }: Figures): string {
	return renderTable(['moment', 'journal when it was killed', 'ended'], runs.map(({ moment, stood, end }) => [moment, stood, end]));
}

/** A line a course. */
export function summaryTable(figures: readonly Figures[]): string {
	const count = (runs: readonly Killed[], end: End) => String(runs.filter((run) => run.end === end).length);
	return renderTable(
		['process', 'course', 'killed', 'kills', 'runs', ...ENDS, 'problems', 'seconds'],
		figures.map(({ process, course, fault, kills, runs, seconds, failure }) => [
			process,
			course,
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
	return [...runs.flatMap(({ moment, problems }) => problems.map((problem) => `${moment}: ${problem}`)), ...(failure === undefined ? [] : [failure])];
}

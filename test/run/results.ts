import { readFile } from 'node:fs/promises';

import type { Figures } from '../kill/figures.ts';
import type { JestReport } from './countsReporter.ts';

/** How many tests ran, by how they ended. One that was skipped or left undefined counts as failed: tests never skip. */
export interface Counts {
	passed: number;
	failed: number;
}

/** Part of what cucumber writes with its json formatter: features, their scenarios, the steps of each. */
type CucumberReport = { elements?: { type: string; steps: { result?: { status: string } }[] }[] }[];

/** Counts of a jest run; a file that failed before it had any test counts as one. */
export function jestCounts(report: JestReport): Counts {
	const { numPassedTests, numTotalTests, numRuntimeErrorTestSuites } = report;
	return { passed: numPassedTests, failed: numTotalTests - numPassedTests + numRuntimeErrorTestSuites };
}

/** Counts of a cucumber report, by scenario: one passes when it has steps and each of them passed. */
export function cucumberCounts(report: CucumberReport): Counts {
	const scenarios = report.flatMap(({ elements = [] }) => elements).filter(({ type }) => type === 'scenario');
	const passed = scenarios.filter(
		({ steps }) => steps.length > 0 && steps.every(({ result }) => result?.status === 'passed'),
	).length;
	return { passed, failed: scenarios.length - passed };
}

/** Counts of a kill test, by run; a round that was given up counts as one that failed. */
export function killCounts(report: readonly Figures[]): Counts {
	const runs = report.flatMap(({ runs: killed }) => killed);
	const passed = runs.filter(({ problems }) => problems.length === 0).length;
	const given = report.filter(({ failure }) => failure !== undefined).length;
	return { passed, failed: runs.length - passed + given };
}

/** Reads a report; without one (the runner did not get that far) nothing ran. */
export async function readCounts<Report>(path: string, count: (report: Report) => Counts): Promise<Counts> {
	try {
		return count(JSON.parse(await readFile(path, 'utf8')) as Report);
	} catch {
		return { passed: 0, failed: 0 };
	}
}

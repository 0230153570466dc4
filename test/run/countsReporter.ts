import { writeFileSync } from 'node:fs';

/** Part of what jest tells a reporter at the end of a run. */
export interface JestReport {
	numPassedTests: number;
	numTotalTests: number;
	/** Files that failed before they had any test. */
	numRuntimeErrorTestSuites: number;
}

/**
 * Writes how many tests passed to the file that CIM_JEST_COUNTS names. Jest's own --json writes the errors too, and
 * writes nothing when one of them refers to itself, as those of HTTP clients do.
 */
export default class CountsReporter {
	onRunComplete(_: unknown, { numPassedTests, numTotalTests, numRuntimeErrorTestSuites }: JestReport): void {
		const path = process.env.CIM_JEST_COUNTS;
		if (!path) return;
		const report: JestReport = { numPassedTests, numTotalTests, numRuntimeErrorTestSuites };
		writeFileSync(path, JSON.stringify(report));
	}
}

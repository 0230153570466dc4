import { cucumberCounts, jestCounts, readCounts } from '../run/results.ts';

describe('counts of a run', () => {
	it("take jest's skipped tests and broken files as failed", () => {
		expect(jestCounts({ numPassedTests: 7, numTotalTests: 10, numRuntimeErrorTestSuites: 1 })).toEqual({
			passed: 7,
			failed: 4,
		});
	});

	it('count a scenario as passed when each of its steps passed', () => {
		const scenario = (...statuses: string[]) => ({
			type: 'scenario',
			steps: statuses.map((status) => ({ result: { status } })),
		});
		const report = [
			{ elements: [scenario('passed', 'passed'), { type: 'background', steps: [] }, scenario('passed', 'undefined')] },
			{ elements: [scenario(), scenario('skipped')] },
			{},
		];
		expect(cucumberCounts(report)).toEqual({ passed: 1, failed: 3 });
	});

	it('are none without a report', async () => {
		expect(await readCounts('/nonexistent/report.json', jestCounts)).toEqual({ passed: 0, failed: 0 });
	});
});

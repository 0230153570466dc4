import { cucumberCounts, jestCounts, killCounts, readCounts } from '../run/results.ts';

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

	it('count a killed run as passed when nothing is wrong with it, and a round that was given up as failed', () => {
		const figures = { process: 'p', fault: 'n8n', kills: 1, seconds: 1 };
		const run = (...problems: string[]) => ({ course: 'c', moment: 'm', stood: 's', end: 'finished' as const, problems });
		expect(killCounts([{ ...figures, runs: [run(), run('two events')] }, { ...figures, runs: [run()], failure: 'n8n did not start' }])).toEqual({ passed: 2, failed: 2 });
	});

	it('are none without a report', async () => {
		expect(await readCounts('/nonexistent/report.json', jestCounts)).toEqual({ passed: 0, failed: 0 });
	});
});

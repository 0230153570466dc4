import { createRunExecutionData, type IRun, ManualExecutionCancelledError, SystemShutdownExecutionCancelledError, TimeoutExecutionCancelledError } from 'n8n-workflow';

import { executeBy, outcomeOf } from '../../../../nodes/EventStore/trigger/outcome.ts';

const run = (status: IRun['status'], message?: string): IRun => ({
	data: createRunExecutionData({ resultData: { runData: {}, lastNodeExecuted: 'Pay', ...(message !== undefined && { error: new Error(message) as IRun['data']['resultData']['error'] & Error }) } }),
	mode: 'trigger',
	startedAt: new Date(),
	status,
	storedAt: 'db',
});

it.each([
	[run('success'), { kind: 'done' }],
	[run('waiting'), { kind: 'done' }],
	[run('error', 'No money'), { kind: 'failed', reason: 'Pay: No money' }],
	[run('crashed'), { kind: 'failed', reason: 'Pay: The execution ended as crashed' }],
	[run('success', 'All the same'), { kind: 'failed', reason: 'Pay: All the same' }],
	[undefined, { kind: 'failed', reason: expect.stringMatching(/gave the execution up/) as string }],
])('an execution that ended %#', (ended, outcome) => {
	expect(outcomeOf(ended)).toEqual(outcome);
});

it('keeps a reason short', () => {
	expect((outcomeOf(run('error', 'x'.repeat(5_000))) as { reason: string }).reason).toHaveLength(1_000);
});

it.each([
	[new ManualExecutionCancelledError('1'), { kind: 'refused', reason: 'The execution was cancelled manually' }],
	[new TimeoutExecutionCancelledError('1'), { kind: 'failed', reason: 'The execution was cancelled because it timed out' }],
	[new SystemShutdownExecutionCancelledError('1'), { kind: 'cut' }],
	[new Error('The execution 1 was not found'), { kind: 'failed', reason: 'The execution 1 was not found' }],
])('an execution whose promise was broken by %s', async (thrown, outcome) => {
	const helpers = { createDeferredPromise: () => ({ promise: Promise.reject(thrown), resolve: () => undefined, reject: () => undefined }) };
	const execute = executeBy({ emit: () => undefined, helpers } as unknown as Parameters<typeof executeBy>[0]);
	expect(await execute([])).toEqual(outcome);
});

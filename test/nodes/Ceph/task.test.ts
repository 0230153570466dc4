import fc from 'fast-check';

import { type FinishedTask, followTask, isTaskName, type RunningTask, type TaskName, type Tasks } from '../../../nodes/Ceph/dashboard/task.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

const edit: TaskName = { name: 'pool/edit', metadata: { pool_name: 'tenant-a' } };
const another: TaskName = { name: 'pool/edit', metadata: { pool_name: 'tenant-b' } };

const running = (task: TaskName): RunningTask => ({ ...task, begin_time: '2026-11-24T10:00:00+00:00', progress: 50 });
const finished = (task: TaskName, more: Partial<FinishedTask> = {}): FinishedTask => ({
	...running(task),
	end_time: '2026-11-24T10:00:05.500000+00:00',
	duration: 5.5,
	success: true,
	ret_value: null,
	exception: null,
	...more,
});
const failed = (task: TaskName, exception: FinishedTask['exception']) => finished(task, { success: false, exception });

/** Gives one answer after the other, the last one again and again. */
function answers(...all: Partial<Tasks>[]) {
	const asked: string[] = [];
	const look = async (name: string): Promise<Tasks> => {
		asked.push(name);
		return { executing_tasks: [], finished_tasks: [], ...all[Math.min(asked.length, all.length) - 1] };
	};
	return { look, asked };
}

const failureOf = async (exception: FinishedTask['exception']) => {
	const { look } = answers({ finished_tasks: [failed(edit, exception)] });
	const thrown = await followTask(edit, look, 1_000).catch((error: unknown) => error);
	return (thrown as SystemError).failure;
};

describe('a task of the Dashboard', () => {
	it('is followed until it has ended, and gives what it gave', async () => {
		const { look, asked } = answers(
			{ executing_tasks: [running(edit)], finished_tasks: [finished(edit, { ret_value: 'of an earlier one' })] },
			{ executing_tasks: [running(another)], finished_tasks: [finished(edit, { ret_value: 'its own' })] },
		);
		expect(await followTask(edit, look, 5_000)).toBe('its own');
		expect(asked).toEqual(['pool/edit', 'pool/edit']);
	});

	it('is told from others by name and metadata', async () => {
		const { look } = answers({ finished_tasks: [failed(another, { detail: 'no' }), finished({ ...edit, name: 'pool/create' }), finished(edit, { ret_value: 1 })] });
		expect(await followTask(edit, look, 1_000)).toBe(1);
	});

	it.each([
		['release 20', ['2026-11-24T10:00:05+00:00', '2026-11-24T10:00:05.000100+00:00', '2026-11-24T10:00:06.25+00:00', '2026-11-24T09:59:59.9+00:00']],
		['earlier releases', ['2026-11-24T10:00:05Z', '2026-11-24T10:00:05.400000Z', '2026-11-24T10:00:06Z', '2026-11-24T09:59:59.900000Z']],
	])('is the one that ended last, in whatever order they are listed (times of %s)', async (_release, times) => {
		const ended = times.map((end_time, at) => finished(edit, { end_time, ret_value: at }));
		await fc.assert(
			fc.asyncProperty(fc.shuffledSubarray(ended, { minLength: ended.length }), async (finished_tasks) => {
				expect(await followTask(edit, answers({ finished_tasks }).look, 1_000)).toBe(2);
			}),
			{ numRuns: 24 },
		);
	});

	it.each([
		// Without a handler of its own, a task tells what Python makes of the exception.
		[{ detail: "[errno -1] pool deletion is disabled" }, '400', '[errno -1] pool deletion is disabled'],
		[{ detail: `(404, "The path 'No such pool' was not found.")` }, '404', 'No such pool'],
		[{ detail: "(400, 'bad request')" }, '400', 'bad request'],
		[{ detail: "'pg_num_target'" }, '500', "'pg_num_target'"],
		[null, '500', 'The Ceph Dashboard answered 500 to the task pool/edit'],
		// With one, it tells what the answer to the request would have been.
		[{ detail: '[errno 17] RBD image already exists', code: '17', component: 'rbd', status: 409, task: edit }, '409', '[errno 17] RBD image already exists'],
		[{ status: 2, value: null }, '500', 'The Ceph Dashboard answered 500 to the task pool/edit'],
	])('that failed with %j is the error %s %j', async (exception, code, message) => {
		expect(await failureOf(exception)).toMatchObject({ code, message });
	});

	it('that is no longer known is an error that says what to do', async () => {
		const { look, asked } = answers({ executing_tasks: [running(edit)] }, { finished_tasks: [finished(another)] });
		await expect(followTask(edit, look, 60_000)).rejects.toMatchObject({
			message: 'The Ceph Dashboard no longer knows of the task pool/edit',
			failure: { code: 'task-lost', description: expect.stringContaining('Look whether the change was made') as string },
		});
		expect(asked).toHaveLength(2);
	});

	it('is followed on when the list breaks for a moment, and given up when it stays broken', async () => {
		const broken = new SystemError({ message: 'unexpected condition', code: '500' });
		const look = (breaks: number) => {
			let times = 0;
			return async (): Promise<Tasks> => {
				if (++times <= breaks) throw broken;
				return { executing_tasks: [], finished_tasks: [finished(edit, { ret_value: times })] };
			};
		};
		expect(await followTask(edit, look(3), 10_000)).toBe(4);
		await expect(followTask(edit, look(4), 10_000)).rejects.toMatchObject({
			message: 'The task pool/edit goes on, but the Ceph Dashboard fails to list its tasks',
			failure: { code: 'tasks-unknown', description: expect.stringContaining('ceph progress clear') as string },
		});
		const refused = new SystemError({ message: 'no', code: '403' });
		await expect(followTask(edit, () => Promise.reject(refused), 10_000)).rejects.toBe(refused);
	});

	it('that does not end in time is an error', async () => {
		const { look } = answers({ executing_tasks: [running(edit)] });
		await expect(followTask(edit, look, 300)).rejects.toThrow('for the task pool/edit to end');
	});

	it('is no longer followed when the execution is stopped', async () => {
		const stop = new AbortController();
		const following = followTask(edit, answers({ executing_tasks: [running(edit)] }).look, 60_000, stop.signal);
		stop.abort();
		await expect(following).rejects.toMatchObject({ name: 'AbortError' });
	});

	it('is what an answer names, and nothing else', () => {
		expect([edit, { ...edit, more: 1 }].map(isTaskName)).toEqual([true, true]);
		expect([null, undefined, '', 'pool/edit', [], {}, { name: 'x' }].map(isTaskName)).toEqual(Array<boolean>(7).fill(false));
	});
});

import { isDeepStrictEqual } from 'node:util';

import type { SystemError } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/wait-until.ts';
import { statusFailure } from './failure.ts';

/** Work that goes on after the Dashboard has answered 202; that answer names it. */
export interface TaskName {
	name: string;
	metadata: Record<string, unknown>;
}

export interface RunningTask extends TaskName {
	/** ISO 8601. */
	begin_time: string;
	/** Percent. */
	progress: number;
}

export interface FinishedTask extends RunningTask {
	end_time: string;
	/** Seconds. */
	duration: number;
	success: boolean;
	ret_value: unknown;
	exception: { detail?: string; status?: number; code?: string } | null;
}

/** What `GET api/task` answers; finished tasks are kept for some minutes. */
export interface Tasks {
	executing_tasks: RunningTask[];
	finished_tasks: FinishedTask[];
}

/**
 * Follows a task to its end.
 *
 * The Dashboard gives tasks no id, but never runs two of the same name and metadata at once: the last that ended is the one.
 *
 * @param look asks for the tasks of a name
 * @param timeout milliseconds
 * @returns what the task gave
 * @throws SystemError with the task's own message when it failed, or when it did not end in time
 */
export async function followTask(
	task: TaskName,
	look: (name: string) => Promise<Tasks>,
	timeout: number,
	signal?: AbortSignal,
): Promise<unknown> {
	const isIt = ({ name, metadata }: TaskName) => name === task.name && isDeepStrictEqual(metadata, task.metadata);
	const ended = await waitUntil(
		async () => {
			const { executing_tasks, finished_tasks } = await look(task.name);
			if (executing_tasks.some(isIt)) return undefined;
			return finished_tasks.filter(isIt).reduce<FinishedTask | undefined>(later, undefined);
		},
		(state) => state !== undefined,
		{ what: `the task ${task.name} to end`, timeout },
		signal,
	);
	if (!ended?.success) throw taskFailure(task.name, ended?.exception ?? null);
	return ended.ret_value;
}

export function isTaskName(body: unknown): body is TaskName {
	return typeof body === 'object' && body !== null && 'name' in body && 'metadata' in body;
}

function taskFailure(name: string, exception: FinishedTask['exception']): SystemError {
	return statusFailure(exception?.status ?? 500, exception, `the task ${name}`);
}

function later(a: FinishedTask | undefined, b: FinishedTask): FinishedTask {
	return a !== undefined && a.end_time > b.end_time ? a : b;
}

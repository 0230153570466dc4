import { isDeepStrictEqual } from 'node:util';

import { SystemError } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/wait-until.ts';
import { isBroken, statusFailure, tasksUnknown } from './failure.ts';

/** What the web framework raises, as Python writes it: `(404, "The path 'No such pool' was not found.")`. */
const RAISED = /^\((\d{3}), (["'])(.*)\2\)$/s;
/** What a command of the cluster answers when it refuses: `[errno -22] …`. */
const COMMAND_FAILED = /^\[errno -?\d+\]/;

/** Lists that may fail before it counts. */
const TRIES = 4;

/** Work that goes on after the Dashboard has answered 202; that answer names it. */
export interface TaskName {
	name: string;
	metadata: Record<string, unknown>;
}

export interface RunningTask extends TaskName {
	/** ISO 8601; releases before 20 give the manager's local time and call it UTC. */
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
	/** Some tasks tell no more than `detail`. */
	exception: { detail?: string; status?: number } | null;
}

/** What `GET api/task` answers; finished tasks are kept for a minute, the last ten of those asked for longer. */
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
 * @throws SystemError with the task's own message when it failed, or when its end did not come or could not be seen
 */
export async function followTask(
	task: TaskName,
	look: (name: string) => Promise<Tasks>,
	timeout: number,
	signal?: AbortSignal,
): Promise<unknown> {
	const isIt = ({ name, metadata }: TaskName) => name === task.name && isDeepStrictEqual(metadata, task.metadata);
	let failures = 0;
	const ended = await waitUntil(
		async () => {
			const tasks = await look(task.name).catch((thrown: unknown) => {
				// The list also breaks on a task that begins at the very moment.
				if (!isBroken(thrown) || ++failures === TRIES) throw tasksUnknown(task.name, thrown);
				return undefined;
			});
			if (tasks === undefined || tasks.executing_tasks.some(isIt)) return undefined;
			return tasks.finished_tasks.filter(isIt).reduce<FinishedTask | undefined>(later, undefined) ?? lost(task.name);
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

/** A task is listed from before the answer 202 on, so one that is not listed was forgotten. */
function lost(name: string): never {
	throw new SystemError({
		message: `The Ceph Dashboard no longer knows of the task ${name}`,
		description: 'Another manager took over, or it was restarted. Look whether the change was made before running this again.',
		code: 'task-lost',
	});
}

/** Failures that come before the answer 202 have a status; of those of a task it can often only be told from the words. */
function taskFailure(name: string, exception: FinishedTask['exception']): SystemError {
	const detail = exception?.detail ?? '';
	const [, raised, , words] = RAISED.exec(detail) ?? [];
	const status = [exception?.status, Number(raised)].find((given) => given !== undefined && given >= 400);
	const told = status ?? (COMMAND_FAILED.test(detail) ? 400 : 500);
	return statusFailure(told, words === undefined ? exception : { detail: words }, `the task ${name}`);
}

function later(a: FinishedTask | undefined, b: FinishedTask): FinishedTask {
	return a !== undefined && Date.parse(a.end_time) >= Date.parse(b.end_time) ? a : b;
}

import { type DefaultRenderer, Listr, type ListrTask, type ListrTaskWrapper, PRESET_TIMER, type SimpleRenderer } from 'listr2';

import { duration } from '../build/buildOutput.ts';
import type { Log } from '../engine/apt.ts';
import { canRedraw } from './terminal.ts';

/** A running task of listr2, drawn as {@link drawing} says. */
export type Task<Context> = ListrTaskWrapper<Context, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A task to be run. */
export type Step<Context> = ListrTask<Context, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Where nothing can be redrawn: lines of one task come no closer than this, and never farther apart than `silence`. */
const breath = 2_000;
const silence = 20_000;

/**
 * Runs work that tells what it does, and shows it with the time since it began: redrawn each second on a terminal; in
 * a log, and on a terminal that does not know its size, the lines as they come, and a sign of life where none come.
 * @param name what the lines begin with in a log, where those of several tasks are mixed
 */
export async function narrate<Context, Result>(
	task: Task<Context>,
	name: string,
	work: (log: Log) => Promise<Result>,
): Promise<Result> {
	const start = Date.now();
	const terminal = canRedraw();
	let line = '';
	let shown = '';
	let shownAt = Date.now();
	const show = (): void => {
		const elapsed = duration(Date.now() - start);
		task.output = terminal ? `${line || 'working'} · ${elapsed}` : `${name}: ${line || 'working'} (${elapsed})`;
		shown = line;
		shownAt = Date.now();
	};
	const tick = (): void => {
		const since = Date.now() - shownAt;
		if (terminal || (line !== shown && since >= breath) || since >= silence) show();
	};
	const timer = setInterval(tick, 1_000);
	try {
		return await work((text) => {
			line = text.replace(/\s+/g, ' ').trim();
			if (terminal || Date.now() - shownAt >= breath) show();
		});
	} finally {
		clearInterval(timer);
	}
}

/**
 * Runs steps, drawn as a tree on a terminal, else as a line for each change.
 * @throws DrawnError when a step failed, as its message is on the screen already
 */
export async function runSteps<Context extends object>(steps: Step<Context>[], context: Context): Promise<void> {
	try {
		await new Listr<Context, 'default', 'simple'>(steps, {
			ctx: context,
			// Ctrl-C is ours: it has to stop what was started.
			registerSignalListeners: false,
			renderer: 'default',
			rendererOptions: { collapseSubtasks: false, collapseErrors: false, showErrorMessage: true, timer: PRESET_TIMER },
			fallbackRenderer: 'simple',
			fallbackRendererCondition: () => !canRedraw(),
			fallbackRendererOptions: { timer: PRESET_TIMER },
		}).run();
	} catch (error) {
		throw new DrawnError(error);
	}
}

/** A step's failure that the user has seen; the cause says which. */
export class DrawnError extends Error {
	constructor(cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.name = 'DrawnError';
	}
}

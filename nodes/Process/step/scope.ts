import { AsyncLocalStorage } from 'node:async_hooks';

import type { Answer, StepReference } from '../journal/entry.ts';
import type { RunName } from '../journal/run-name.ts';

/** What a workflow that is called and the process that called it know of each other. */
export interface CallScope {
	/** The step: what names this call among all others, the same when it is called again. */
	readonly step?: { readonly call: string };
	/** The run that is to go on: its process is called again after its execution has ended in the middle. */
	readonly resumed?: RunName & {
		/** A person wants it to go on, whatever it says itself. */
		readonly decided: boolean;
	};
	/** The step that undoes this one, when it names one. */
	undo?: StepReference;
	/** What the caller of the process is told, when the step turns the request down. */
	refusal?: Answer;
	/** Values in its output that must not be kept. */
	secrets?: readonly string[];
	/** Whether the same may succeed later, when the step is a process that has failed and says so. */
	passing?: boolean;
	/** The journal of the called workflow, when it is a process itself and there is something of it. */
	run?: string;
}

/**
 * n8n runs a sub-workflow in the process of its caller, within the same chain of promises, and hands no more than items from one to the
 * other. What belongs to the call and not to the item goes this way.
 */
const scopes = new AsyncLocalStorage<CallScope>();

/** The call that this code runs in; nothing is known of it outside. */
export function currentCall(): CallScope {
	return scopes.getStore() ?? {};
}

/** Runs what calls a workflow, and gives what that said of itself. */
export async function inCall<T>(scope: CallScope, work: () => Promise<T>): Promise<{ result: T; scope: CallScope }> {
	return { result: await scopes.run(scope, work), scope };
}

import { isNativeError } from 'node:util/types';
import { Script } from 'node:vm';
import { isFail } from 'quickjs-emscripten-core';
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { Definition } from './definition.ts';
import { outOfTime, vendorText } from './fault-text.ts';
import { program } from './program.ts';

/** Milliseconds that one call of a handler may take, as the vendor's server allows, and the reading of a text. */
export const executionLimit = 250;
export const compilationLimit = 500;

/** On a busy machine a call gets the processor for less than its limit; so many times the limit may pass then. */
const waitingFactor = 6;

/** Bytes that a projection may use, state and all. */
const memoryLimit = 64 * 1024 * 1024;
/** Bytes of the sandbox's stack; the thread's own must be several times as large. */
const stackLimit = 256 * 1024;

/** Why a projection's code failed, in the words that its status tells. */
export class ProjectionFault extends Error {}

/** An event that a handler emitted. Metadata: JSON by name. */
export interface EmittedEvent {
	stream: string;
	type: string;
	isJson: boolean;
	data: string;
	metadata?: Record<string, string>;
}

/** What a call of a handler left behind; `state`, `result` and `shared` are JSON, `result` is undefined where it is the state. */
export interface Handled {
	state: string;
	result: string | undefined;
	shared: string | undefined;
	emitted: EmittedEvent[];
	logged: string[];
}

/** Tells the watchdog which call is under way. */
export interface Watch {
	begin: () => void;
	end: () => void;
}

type Call = 'seal' | 'partition' | 'load' | 'handle' | 'deleted';

/**
 * One projection's text in an interpreter of its own: it reaches nothing but what it is given, and has limits of time,
 * memory and stack. The interpreter is QuickJS, compiled to WebAssembly; `node:vm` would be no boundary.
 */
export class Sandbox {
	readonly definition: Definition;
	readonly #runtime: QuickJSRuntime;
	readonly #context: QuickJSContext;
	readonly #calls: Record<Call, QuickJSHandle>;
	readonly #watch: Watch;
	#started = 0;
	/** Microseconds of the processor that the thread had used up at the start of the call. */
	#used = 0;
	#limit = compilationLimit;

	/** @throws ProjectionFault when the text is none, or throws */
	constructor(quickjs: QuickJSWASMModule, query: string, watch: Watch) {
		this.#watch = watch;
		this.#runtime = quickjs.newRuntime();
		this.#runtime.setMemoryLimit(memoryLimit);
		this.#runtime.setMaxStackSize(stackLimit);
		this.#runtime.setInterruptHandler(() => this.#late());
		this.#context = this.#runtime.newContext();
		try {
			const language = this.#guard(() => this.#context.evalCode(program, 'language.js', { type: 'global' }));
			const get = (name: Call) => this.#context.getProp(language, name);
			this.#calls = {
				seal: get('seal'), partition: get('partition'), load: get('load'), handle: get('handle'), deleted: get('deleted'),
			};
			language.dispose();
			checkSyntax(query);
			this.#guard(() => this.#context.evalCode(query, '<anonymous>', { type: 'global', strict: false })).dispose();
			this.definition = JSON.parse(this.#call('seal')) as Definition;
			const { all, streams, categories } = this.definition.source;
			if (!all && streams.length === 0 && categories.length === 0) {
				throw new ProjectionFault('None of streams and categories are included');
			}
		} catch (error) {
			this.dispose();
			throw error;
		}
		this.#limit = executionLimit;
	}

	/** The partition of an event, which the next `handle` is about; null when it belongs to none. */
	partition(event: string): string | null {
		return JSON.parse(this.#call('partition', event)) as string | null;
	}

	/** Sets the state that the next call works on; without one, the projection makes a new one. */
	load(state: string | undefined, shared: string | undefined): void {
		this.#call('load', state, shared);
	}

	/** @param event its fields as JSON; undefined for the one that `partition` was asked about */
	handle(event: string | undefined, partition: string, isNew: boolean): Handled {
		return handled(this.#call('handle', event, partition, isNew));
	}

	deleted(partition: string, isSoftDelete: boolean): Handled {
		return handled(this.#call('deleted', partition, isSoftDelete));
	}

	dispose(): void {
		if (!this.#runtime.alive) return;
		for (const handle of Object.values(this.#calls ?? {})) if (handle.alive) handle.dispose();
		this.#context.dispose();
		this.#runtime.dispose();
	}

	#call(name: Call, ...given: (string | boolean | undefined)[]): string {
		const context = this.#context;
		const handles = given.map((value) => {
			if (typeof value === 'string') return context.newString(value);
			return value === true ? context.true : value === false ? context.false : context.undefined;
		});
		try {
			const answer = this.#guard(() => context.callFunction(this.#calls[name], context.undefined, ...handles));
			const text = context.getString(answer);
			answer.dispose();
			return text;
		} finally {
			for (const handle of handles) handle.dispose();
		}
	}

	/** Runs code of the projection under its limits. */
	#guard(run: () => ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
		this.#started = performance.now();
		this.#used = process.threadCpuUsage().user;
		this.#watch.begin();
		try {
			const outcome = run();
			// What was thrown may be of the projection's own making, and run code of its own when it is looked at.
			if (isFail(outcome)) throw this.#fault(outcome.error);
			if (!this.#late()) return outcome.value;
			// One long step of the interpreter, in which it never looked at the clock.
			outcome.value.dispose();
			throw new ProjectionFault(this.#outOfTime());
		} finally {
			this.#watch.end();
		}
	}

	#fault(error: QuickJSHandle): ProjectionFault {
		const thrown: unknown = this.#context.dump(error);
		error.dispose();
		return new ProjectionFault(this.#late() && isInterruption(thrown) ? this.#outOfTime() : vendorText(thrown));
	}

	#outOfTime(): string {
		return outOfTime(performance.now() - this.#started, this.#limit);
	}

	#late(): boolean {
		const took = performance.now() - this.#started;
		if (took <= this.#limit) return false;
		const used = (process.threadCpuUsage().user - this.#used) / 1_000;
		return used > this.#limit || took > this.#limit * waitingFactor;
	}
}

function isInterruption(thrown: unknown): boolean {
	return typeof thrown === 'object' && thrown !== null && 'message' in thrown && thrown.message === 'interrupted';
}

/** Whether the interpreter itself broke (WebAssembly's name for it), and not the code in it. */
export function isBroken(error: unknown): boolean {
	return isNativeError(error) && error.name === 'RuntimeError';
}

function handled(text: string): Handled {
	const [state = 'null', result, shared, emitted, logged] = text.split('\u0001');
	return {
		state,
		result: result || undefined,
		shared: shared || undefined,
		emitted: emitted ? (JSON.parse(emitted) as EmittedEvent[]) : [],
		logged: logged ? (JSON.parse(logged) as string[]) : [],
	};
}

/** Only compiled, never run: this engine's words for a mistake are those that the vendor's has. */
function checkSyntax(query: string): void {
	try {
		new Script(query, { filename: '<anonymous>' });
	} catch (error) {
		if (!isNativeError(error) || error.name !== 'SyntaxError') throw error;
		const [, line = '1', source = '', mark = ''] = /^<anonymous>:(\d+)\n(.*)\n(\s*)\^/.exec(error.stack ?? '') ?? [];
		const column = Math.min(mark.length, source.length) + 1;
		throw new ProjectionFault(`${error.message} (<anonymous>:${line}:${column})`);
	}
}

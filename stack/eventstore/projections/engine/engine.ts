import { Worker } from 'node:worker_threads';
import type { Definition } from '../language/definition.ts';
import { outOfTime } from '../language/fault-text.ts';
import { compilationLimit, executionLimit } from '../language/sandbox.ts';
import { watched } from './protocol.ts';
import type { InputEvent, PageOutcome, Reply, Request, States } from './protocol.ts';

/** A single call that lasts this many times its limit is not in the interpreter's hands any more. */
const patience = 8;

/** The thread ended with other projections' code in it: what was open has to be opened again. */
export class EngineRestarted extends Error {
	/** Why the asking projection is to blame, and at which event of its page; undefined when it is not. */
	readonly blame: { fault: string; event: number } | undefined;

	constructor(blame?: { fault: string; event: number }) {
		super('The thread of projections was started again.');
		this.blame = blame;
	}
}

interface Pending {
	request: Request;
	asked: number;
	resolve: (reply: Reply) => void;
	reject: (error: Error) => void;
}

/**
 * Runs the code of all projections on a thread of its own, so that a busy one holds up nothing but other projections.
 * The thread starts with the first projection; one that does not come back from a call is ended, and starts again.
 */
export class Engine {
	readonly #pending = new Map<number, Pending>();
	#worker: Worker | undefined;
	#shared = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * watched.length));
	#watchdog: NodeJS.Timeout | undefined;
	#nextKey = 1;
	#nextId = 1;
	#lastCalls = -1;
	#stopped = false;
	readonly #lookEvery: number;

	/** @param lookEvery milliseconds between two looks at the thread: a call that is under way at both is ended */
	constructor(lookEvery = executionLimit * patience) {
		this.#lookEvery = lookEvery;
	}

	/** @returns the key under which the projection is open, or why its text is no projection */
	async open(query: string): Promise<{ key: number; definition: Definition } | { fault: string }> {
		const key = this.#nextKey;
		this.#nextKey += 1;
		let reply: Reply;
		try {
			reply = await this.#ask({ kind: 'open', key, query });
		} catch (error) {
			if (!(error instanceof EngineRestarted) || this.#stopped) throw error;
			// Each end of the thread is some projection's fault, and ends that one: the others come through at last.
			return error.blame ?? await this.open(query);
		}
		if ('fault' in reply) return reply;
		if (!('definition' in reply)) throw new Error('The thread of projections gave no description.');
		return { key, definition: reply.definition };
	}

	/** Sets the states of a projection that goes on from a checkpoint. */
	async load(key: number, states: States): Promise<void> {
		await this.#ask({ kind: 'load', key, states });
	}

	/** @throws EngineRestarted when the page could not be finished; nothing of it counts then */
	async run(key: number, events: InputEvent[]): Promise<PageOutcome> {
		const reply = await this.#ask({ kind: 'run', key, events });
		if (!('outcome' in reply)) throw new EngineRestarted();
		return reply.outcome;
	}

	close(key: number): void {
		if (this.#worker !== undefined) this.#ask({ kind: 'close', key }).catch(() => undefined);
	}

	/** Ends the thread, and starts none until `goOn`. */
	async stop(): Promise<void> {
		this.#stopped = true;
		const worker = this.#worker;
		this.#forget(() => new EngineRestarted());
		await worker?.terminate();
	}

	goOn(): void {
		this.#stopped = false;
	}

	#ask(request: Request): Promise<Reply> {
		if (this.#stopped) return Promise.reject(new EngineRestarted());
		const worker = this.#worker ?? this.#start();
		const id = this.#nextId;
		this.#nextId += 1;
		return new Promise((resolve, reject) => {
			this.#pending.set(id, { request, asked: performance.now(), resolve, reject });
			this.#watchdog ??= setInterval(() => this.#watch(), this.#lookEvery);
			worker.postMessage({ id, request });
		});
	}

	#start(): Worker {
		this.#shared = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * watched.length));
		const worker = new Worker(threadFile(), {
			workerData: { thread: 'projections', shared: this.#shared },
			// The interpreter's own stack lies on the thread's.
			resourceLimits: { stackSizeMb: 16 },
			env: {},
		});
		worker.unref();
		worker.on('message', ({ id, reply }: { id: number; reply: Reply }) => {
			this.#pending.get(id)?.resolve(reply);
			this.#pending.delete(id);
			if (this.#pending.size > 0) return;
			clearInterval(this.#watchdog);
			this.#watchdog = undefined;
		});
		const ended = (why: string) => {
			if (this.#worker !== worker) return;
			const text = `The thread of projections ended: ${why}`;
			const key = Atomics.load(this.#shared, watched.key);
			// Where nobody's code ran, nobody would get further with a new thread.
			this.#forget((pending) => key === 0 ? new Error(text) : this.#restarted(key, pending, text));
		};
		worker.on('error', (error: Error) => ended(error.message));
		worker.on('exit', (code) => ended(`exit code ${code}`));
		this.#worker = worker;
		return worker;
	}

	/** Ends the thread when it is in the same call as at the last look. */
	#watch(): void {
		const key = Atomics.load(this.#shared, watched.key);
		const calls = Atomics.load(this.#shared, watched.calls);
		if (key !== 0 && calls === this.#lastCalls) {
			const worker = this.#worker;
			this.#forget((pending) => this.#restarted(key, pending, outOfTime(performance.now() - pending.asked, limitOf(pending.request))));
			void worker?.terminate();
			return;
		}
		this.#lastCalls = calls;
	}

	#restarted(guilty: number, { request }: Pending, fault: string): EngineRestarted {
		return new EngineRestarted(request.key === guilty ? { fault, event: Atomics.load(this.#shared, watched.event) } : undefined);
	}

	#forget(errorOf: (pending: Pending) => Error): void {
		clearInterval(this.#watchdog);
		this.#watchdog = undefined;
		// The calls of the next thread are counted anew.
		this.#lastCalls = -1;
		this.#worker = undefined;
		const pending = [...this.#pending.values()];
		this.#pending.clear();
		for (const one of pending) one.reject(errorOf(one));
	}
}

function limitOf({ kind }: Request): number {
	return kind === 'open' ? compilationLimit : executionLimit;
}

/** The thread's module; in the bundle there is one file for all, which sees by itself that it runs on the thread. */
function threadFile(): URL {
	const here = new URL(import.meta.url);
	return here.pathname.endsWith('/engine.ts') ? new URL('./thread.ts', here) : here;
}

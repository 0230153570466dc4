import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type {
	AppendResult, AppendToStreamOptions, EventData, JSONType, ReadAllOptions, ReadStreamOptions, ResolvedEvent,
} from '@eventstore/db-client';
import { collect } from '../collect.ts';
import { brief } from './brief.ts';
import { Followed } from './followed.ts';
import type { Subscription } from './followed.ts';
import { requestPage } from './http.ts';
import type { HttpAnswer, HttpOptions } from './http.ts';
import { eventually, within } from './patience.ts';
import type { Patience } from './patience.ts';
import { connectAs } from './server-address.ts';
import type { ServerAddress } from './server-address.ts';
import { tell } from './told.ts';
import type { Told } from './told.ts';
import { Wire } from './wire.ts';

/** Where and how scenarios are run. */
export interface RunSettings {
	address: ServerAddress;
	/** `user:password` of an administrator. */
	user: string;
	patience: Patience;
}

/** Ends a scenario whose next steps would make no sense. */
export class Ended extends Error {}

/** How long whoever is told to stop, or asked to clean up, may take; milliseconds. */
const closingTime = 6_000;

/**
 * One run of a scenario against a server: clients of its own, names of its own, and the steps that it notes down. What
 * `note`, `call`, `must` and `until` get is told, everything else is not.
 */
export class Run {
	/** What makes its names its own. Without "-", so that its streams belong to no category. */
	readonly id = `x${randomBytes(5).toString('hex')}`;
	/** `user:password` of an administrator. */
	readonly user: string;
	/** The client of the administrator. */
	readonly client: EventStoreDBClient;
	/** Calls of the generated services. */
	readonly wire: Wire;
	readonly steps: Told[] = [];
	readonly #settings: RunSettings;
	readonly #clients: EventStoreDBClient[] = [];
	readonly #cleanups: (() => unknown)[] = [];
	#ended = false;
	#hung = false;

	constructor(settings: RunSettings) {
		this.#settings = settings;
		this.user = settings.user;
		this.client = this.as(settings.user);
		this.wire = new Wire(settings.address, settings.user);
	}

	/** A stream, group, projection or user of this run's own. */
	name(label = 's'): string {
		return `${label}${this.id}`;
	}

	uuid(): string {
		return randomUUID();
	}

	/**
	 * A client with other credentials.
	 *
	 * @param user `user:password`; undefined for none
	 * @param options more of the connection string: `throwOnAppendFailure=false`
	 */
	as(user: string | undefined, options?: string): EventStoreDBClient {
		const client = EventStoreDBClient.connectionString(connectAs(this.#settings.address, user, options));
		this.#clients.push(client);
		return client;
	}

	event(type = 't', data: JSONType = { n: 0 }, more: { id?: string; metadata?: unknown } = {}): EventData {
		// The client checks nothing, and scenarios send what its types forbid.
		return jsonEvent({ type, data, ...more });
	}

	/** So many events with the data `{ n }`, counted from 0. */
	events(count: number, type = 't', more: { metadata?: unknown } = {}): EventData[] {
		return Array.from({ length: count }, (_, n) => this.event(type, { n }, more));
	}

	append(stream: string, events: EventData | EventData[], options?: AppendToStreamOptions): Promise<AppendResult> {
		return this.client.appendToStream(stream, events, options);
	}

	/** All events that a read of a stream or `$all` gives. */
	async read(
		stream: string, options: ReadStreamOptions & ReadAllOptions = {}, client = this.client,
	): Promise<ResolvedEvent[]> {
		const read = stream === '$all' ? client.readAll(options) : client.readStream(stream, options);
		return await collect<ResolvedEvent>(read);
	}

	/** All events that a read gives, each in a line. */
	async readBrief(stream: string, options?: ReadStreamOptions & ReadAllOptions, client?: EventStoreDBClient): Promise<string[]> {
		return (await this.read(stream, options, client)).map(brief);
	}

	/** Notes a value down. */
	note(what: string, value: unknown): void {
		this.#record({ what, result: tell(value) });
	}

	/**
	 * Notes down what a call answers, or its error.
	 *
	 * @param pick what of the answer is told
	 * @returns the answer; undefined after an error, or when it did not come in time
	 */
	async call<T>(what: string, call: () => Promise<T>, pick: (answer: T) => unknown = (answer) => answer): Promise<T | undefined> {
		return (await this.#attempt(what, call, pick))?.value;
	}

	/** As `call`, but a failure ends the scenario. */
	async must<T>(what: string, call: () => Promise<T>, pick: (answer: T) => unknown = (answer) => answer): Promise<T> {
		const outcome = await this.#attempt(what, call, pick);
		if (outcome === undefined) throw new Ended(what);
		return outcome.value;
	}

	/** Prepares without a word; only an error is noted down, and ends the scenario. */
	async prepare<T>(what: string, prepare: () => Promise<T>): Promise<T> {
		try {
			return await prepare();
		} catch (error) {
			this.#record({ what, error: tell(error) });
			throw new Ended(what, { cause: error });
		}
	}

	/** Asks until the answer is good, and notes the last one down. */
	async until<T>(
		what: string, ask: () => Promise<T>, good: (answer: T) => unknown,
		pick: (answer: T) => unknown = (answer) => answer, ms = this.#patience,
	): Promise<T | undefined> {
		let step: Record<string, Told> = {};
		let answer: T | undefined;
		const done = await eventually(Math.min(ms, this.#patience), async () => {
			if (this.#ended) return true;
			try {
				answer = await ask();
			} catch (error) {
				// A mistake of the scenario itself, not an answer.
				if (error instanceof TypeError) throw error;
				step = { error: tell(error) };
				return false;
			}
			step = { result: tell(pick(answer)) };
			return good(answer);
		});
		this.#hung ||= !done;
		this.#record({ what, ...step, ...(done ? {} : { timeout: true }) });
		return answer;
	}

	/** Waits until something holds, and notes nothing down. @returns whether it came to hold */
	async wait(holds: () => unknown, ms = this.#patience): Promise<boolean> {
		return await eventually(Math.min(ms, this.#patience), () => this.#ended || holds());
	}

	/** A pause for what must not happen; shorter where the server is fast. */
	async pause(ms = 700): Promise<void> {
		await delay(ms * this.#settings.patience.pace);
	}

	/** A pause for what takes its time on every server, as `$maxAge` does. */
	async sleep(ms: number): Promise<void> {
		await delay(ms);
	}

	/**
	 * Follows a subscription of the client; it is stopped at the end.
	 *
	 * @param onEvent called for each event
	 */
	follow<Event extends ResolvedEvent, S extends Subscription<Event>>(
		subscription: S & Subscription<Event>, onEvent: (event: Event, followed: Followed<Event, S>) => unknown = () => undefined,
	): Followed<Event, S> {
		const followed = new Followed<Event, S>(subscription, (holds, ms) => this.wait(holds, ms), onEvent);
		this.cleanup(() => followed.stop());
		return followed;
	}

	/** A request to the pages on the server's port. */
	http(method: string, path: string, options?: HttpOptions): Promise<HttpAnswer> {
		return requestPage(this.#settings.address, method, path, options);
	}

	/** Done at the end, the latest first, whatever happens; what fails of it is not told. */
	cleanup(clean: () => unknown): void {
		this.#cleanups.unshift(clean);
	}

	/** Cleans up and closes the clients; nothing is noted down any more. */
	async close(): Promise<void> {
		this.#ended = true;
		for (const clean of this.#cleanups) {
			// What the scenario has removed itself cannot be removed again.
			await within(closingTime, Promise.resolve().then(clean)).catch(() => undefined);
		}
		this.wire.close();
		for (const client of this.#clients) await within(closingTime, client.dispose());
	}

	/** Less once something was waited for in vain, so that the other steps are still told. */
	get #patience(): number {
		const { condition } = this.#settings.patience;
		return this.#hung ? condition / 2 : condition;
	}

	async #attempt<T>(what: string, call: () => Promise<T>, pick: (answer: T) => unknown): Promise<{ value: T } | undefined> {
		const ms = this.#hung ? 2_000 : this.#settings.patience.call;
		try {
			const outcome = await within(ms, call());
			this.#hung ||= outcome.late;
			this.#record(outcome.late ? { what, timeout: true } : { what, result: tell(pick(outcome.value)) });
			return outcome.late ? undefined : outcome;
		} catch (error) {
			if (error instanceof Ended) throw error;
			this.#record({ what, error: tell(error) });
			return undefined;
		}
	}

	#record(step: Record<string, Told>): void {
		if (this.#ended) throw new Ended('The scenario has ended.');
		this.steps.push({ ...step, ...(typeof step.what === 'string' ? { what: tell(step.what) } : {}) });
	}
}

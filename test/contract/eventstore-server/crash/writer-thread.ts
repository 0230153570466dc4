import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { CancelledError, EventStoreDBClient, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import { eventsOf } from './append.ts';
import type { Append } from './append.ts';
import { Chance } from './chance.ts';
import type { Manner } from './manners.ts';
import type { Request, Told } from './writer.ts';

/**
 * One client that appends until the server goes away, on a thread of its own: the vendor's client keeps the appends of all
 * its instances on a thread in one table, and fails all of them when one loses its connection.
 */
if (parentPort === null) throw new Error('This is the thread of a writer.');
const port = parentPort;
const { manner, seed } = workerData as { manner: Manner; seed: string };
/** Milliseconds between the end of the server and that of the appends that the client would wait for without end. */
const lastWords = 200;
const tell = (told: Told) => port.postMessage(told);

/** Appends one after another; what was not acknowledged is tried again before anything else. */
class Lane {
	readonly #chance: Chance;
	readonly #streams: { name: string; revision: number }[];
	#open: Append | undefined;

	constructor(lane: number) {
		this.#chance = new Chance(`${seed}:${manner.name}:${lane}`);
		this.#streams = Array.from({ length: manner.streams }, (_, n) => ({ name: `${manner.name}-${lane}-${n}`, revision: -1 }));
	}

	/** @param most appends; undefined: until the server goes away */
	async run(client: EventStoreDBClient, gone: Promise<undefined>, most = Number.POSITIVE_INFINITY): Promise<void> {
		for (let made = 0; made < most; made += 1) if (!await this.#append(client, gone)) return;
	}

	/** @returns whether it was acknowledged */
	async #append(client: EventStoreDBClient, gone: Promise<undefined>): Promise<boolean> {
		const append = this.#open ?? this.#next();
		this.#open = append;
		const { expected } = append;
		const appended = client.appendToStream(append.stream, eventsOf(append), {
			expectedRevision: expected === undefined ? 'any' : expected < 0 ? NO_STREAM : BigInt(expected),
			// Credentials make the client take the other call; without TLS it sends none.
			...(manner.oneCallEach ? { credentials: { username: 'nobody', password: '' } } : {}),
		}).catch((error: unknown) => {
			if (error instanceof UnavailableError || error instanceof CancelledError) return undefined;
			throw error;
		});
		const result = await Promise.race([appended, gone]);
		if (result === undefined) return false;
		this.#open = undefined;
		const stream = this.#streams.find(({ name }) => name === append.stream);
		if (stream !== undefined) stream.revision = Number(result.nextExpectedRevision);
		tell({ kind: 'acknowledged', stream: append.stream, revision: Number(result.nextExpectedRevision) });
		return true;
	}

	#next(): Append {
		const { name, revision } = this.#streams[this.#chance.between(0, manner.streams - 1)] ?? { name: '', revision: -1 };
		const append: Append = {
			stream: name,
			expected: manner.expectsRevision ? revision : undefined,
			type: `${manner.name[0]?.toUpperCase()}${manner.name.slice(1)}`,
			ids: Array.from({ length: this.#chance.between(...manner.events) }, () => randomUUID()),
			filler: this.#chance.between(...manner.filler),
		};
		tell({ kind: 'sent', append });
		return append;
	}
}

const lanes = Array.from({ length: manner.atOnce }, (_, lane) => new Lane(lane));

let leave: () => void = () => undefined;

port.on('message', (request: Request) => {
	if (request.kind === 'gone') {
		// What was acknowledged may still lie in the socket. What is heard later counts as never heard.
		setTimeout(leave, lastWords);
		return;
	}
	const gone = new Promise<undefined>((resolve) => {
		leave = () => resolve(undefined);
	});
	const client = EventStoreDBClient.connectionString(request.connectionString);
	Promise.all(lanes.map((lane) => lane.run(client, gone, request.appends)))
		// Nothing waits for it: a client whose server is gone is not always done with its calls.
		.finally(() => void client.dispose())
		.then(() => tell({ kind: 'ended' }), (error: unknown) => tell({ kind: 'failed', error: String(error) }));
});

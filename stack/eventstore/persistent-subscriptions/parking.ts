import { randomUUID } from 'node:crypto';
import { eventType } from '../store/records.ts';
import type { EventRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { uuidBytes } from '../store/uuid.ts';
import { message as messageOf, original } from './message.ts';
import type { Message } from './message.ts';
import { Progress } from './progress.ts';
import { parkedStream } from './streams.ts';

/** Revision of a tombstone: the largest 64-bit integer. */
const tombstoneRevision = '9223372036854775807';

/** Who may do what with a parked stream once something of it was replayed: nobody but the administrators. */
const acl = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };

/** Progress of a replay is noted this often at most while it goes on, milliseconds. */
const noteInterval = 1_000;

/**
 * The parked events of a group: links in a stream of its own. A replay hands them out again; what was replayed goes out
 * of sight of the stream's readers when it is done with, so that a crash in the middle loses nothing.
 */
export class Parking {
	/** What is being replayed up to, a revision of the parked stream (not included); undefined when nothing is. */
	#until: number | undefined;
	/** What was not replayed yet begins here. */
	#from = 0;
	#noted = 0;
	#notedAt = 0;
	readonly #progress = new Progress();
	readonly #open = new Map<Message, number>();
	readonly #store: Store;
	readonly #stream: string;

	constructor(store: Store, source: string, group: string) {
		this.#store = store;
		this.#stream = parkedStream(source, group);
	}

	get replaying(): boolean {
		return this.#until !== undefined;
	}

	/** How many lie there, those that are being replayed not counted. */
	get count(): number {
		const { revision, softDeleted } = this.#store.read.stream(this.#stream);
		return softDeleted ? 0 : revision + 1 - this.#begin();
	}

	/** Writes a link to the event, or to the link where that leads nowhere. */
	async park(message: Message, reason: string): Promise<void> {
		const { event = original(message.resolved) } = message.resolved;
		const { revision } = original(message.resolved);
		const metadata = {
			added: new Date().toISOString(),
			reason,
			// The vendor's server leaves out what is 0.
			...(revision === 0 ? {} : { subscriptionEventNumber: revision ?? Number(tombstoneRevision) }),
		};
		const link = {
			id: uuidBytes(randomUUID()),
			type: eventType.link,
			isJson: false,
			data: Buffer.from(`${revisionText(event)}@${event.stream}`),
			metadata: Buffer.from(JSON.stringify(metadata)),
		};
		const { result } = await this.#store.append(this.#stream, 'any', [link]);
		if (result !== 'success') throw new Error(`${this.#stream} cannot be written to: ${result}`);
	}

	/** Begins a replay; one that goes on is extended. @param stopAt first revision of the parked stream that stays */
	replay(stopAt: number): void {
		const until = Math.min(stopAt, this.#store.read.stream(this.#stream).revision + 1);
		if (until > Math.max(this.#begin(), this.#until ?? 0)) this.#until = until;
	}

	/** The next parked events of the replay. Those that lead nowhere any more are left out. */
	next(limit: number): Message[] {
		if (this.#until === undefined) return [];
		const { read } = this.#store;
		const from = this.#begin();
		const { events, next } = read.streamPage(read.stream(this.#stream), 'forwards', from, Math.min(limit, this.#until - from));
		this.#from = next === undefined ? this.#until : Math.min(next, this.#until);
		if (this.#from >= this.#until) this.#until = undefined;
		return events.map((event) => this.#message(event)).filter((message) => message !== undefined);
	}

	/** To be called when a replayed message is done with. */
	done(message: Message): void {
		const sequence = this.#open.get(message);
		if (sequence === undefined) return;
		this.#open.delete(message);
		this.#progress.end(sequence, message.place);
		if (this.#progress.idle || Date.now() >= this.#notedAt + noteInterval) this.note();
	}

	/** Hides what is replayed and done with. */
	note(): void {
		const { reached } = this.#progress;
		if (reached === undefined || reached < this.#noted) return;
		this.#noted = reached + 1;
		this.#notedAt = Date.now();
		const data = Buffer.from(JSON.stringify({ $tb: this.#noted, $acl: acl }));
		const metadata = { id: uuidBytes(randomUUID()), type: eventType.metadata, isJson: true, data, metadata: new Uint8Array() };
		this.#store.append(`$$${this.#stream}`, 'any', [metadata]).catch(() => {
			// What stays in sight is replayed once more at worst.
			this.#noted = 0;
		});
	}

	#begin(): number {
		return Math.max(this.#from, this.#store.read.stream(this.#stream).truncateBefore);
	}

	#message(event: EventRecord): Message | undefined {
		const { revision } = event;
		if (revision === null) return undefined;
		const sequence = this.#progress.begin();
		const resolved = this.#store.read.resolve(event);
		if (resolved.event === undefined) {
			this.#progress.end(sequence, revision);
			if (this.#progress.idle && this.#until === undefined) this.note();
			return undefined;
		}
		const message = messageOf(resolved, undefined, revision);
		this.#open.set(message, sequence);
		return message;
	}
}

function revisionText({ revision }: EventRecord): string {
	return revision === null ? tombstoneRevision : String(revision);
}

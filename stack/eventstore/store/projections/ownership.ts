import type { Reader } from '../read.ts';
import type { StreamState } from '../stream-table.ts';

/** Streams whose last revision is kept in mind; others are looked at anew. */
const capacity = 10_000;

/**
 * Tells whether a stream's last event is a projection's own. Mostly it was written a moment ago, and its revision says
 * so; only of a stream that was not written for long is the last event read.
 */
export class Ownership {
	readonly #read: Reader;
	readonly #revisions = new Map<string, number>();

	constructor(read: Reader) {
		this.#read = read;
	}

	isOwn({ name, revision, softDeleted }: StreamState, projection: number): boolean {
		if (revision < 0 || softDeleted || this.#revisions.get(name) === revision) return true;
		const event = this.#read.event(name, revision);
		if (event === undefined) return true;
		// Links without `$v` are of an earlier version of this server.
		const metadata = Buffer.from(event.metadata).toString();
		return metadata.startsWith(`{"$v":"${projection}:`) || metadata.startsWith('{"$c":');
	}

	wrote(stream: string, revision: number): void {
		if (this.#revisions.size >= capacity) this.#revisions.clear();
		this.#revisions.set(stream, revision);
	}
}

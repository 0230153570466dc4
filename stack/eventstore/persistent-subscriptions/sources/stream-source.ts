import type { Store } from '../../store/store.ts';
import type { Batch, Found, Source } from './source.ts';

/** One stream as a source: places are its revisions. */
export class StreamSource implements Source {
	readonly name: string;
	readonly #store: Store;
	readonly #resolveLinks: boolean;

	constructor(store: Store, name: string, resolveLinks: boolean) {
		this.name = name;
		this.#store = store;
		this.#resolveLinks = resolveLinks;
	}

	last(): number {
		return this.#store.read.stream(this.name).revision;
	}

	readable(): boolean {
		return true;
	}

	read(from: number, limit: number, live: boolean): Batch {
		const { read } = this.#store;
		const stream = read.stream(this.name);
		const beyond = Math.max(from, stream.revision + 1);
		const hidden = stream.softDeleted || stream.tombstoned;
		if (hidden && !live) return { found: [], next: beyond, end: true };
		const page = live ? read.livePage(stream, from) : read.streamPage(stream, 'forwards', from, limit);
		const events = page.events.slice(0, limit);
		const found: Found[] = events.map((event) => {
			return { place: event.revision ?? beyond, resolved: this.#resolveLinks ? read.resolve(event) : { event } };
		});
		const cut = events.length < page.events.length || page.next !== undefined;
		const last = found.at(-1);
		if (cut && last !== undefined) return { found, next: last.place + 1, end: false };
		// Who follows a stream sees its end as an event behind the last one.
		const tombstone = from <= stream.revision + 1 && stream.tombstoned ? read.tombstone(stream) : undefined;
		if (tombstone === undefined) return { found, next: beyond, end: true };
		return { found: [...found, { place: beyond, resolved: { event: tombstone } }], next: beyond + 1, end: true };
	}

	format(place: number): string {
		return String(place);
	}

	parse(text: string): number | undefined {
		return /^\d+$/.test(text) ? Number(text) : undefined;
	}
}

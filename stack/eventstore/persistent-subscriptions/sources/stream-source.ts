import type { Store } from '../../store/store.ts';
import type { Batch, Source } from './source.ts';

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
		if (stream.tombstoned || (stream.softDeleted && !live)) return { found: [], next: beyond, end: true };
		const page = live ? read.livePage(stream, from) : read.streamPage(stream, 'forwards', from, limit);
		const events = page.events.slice(0, limit);
		const found = events.map((event) => {
			return { place: event.revision ?? beyond, resolved: this.#resolveLinks ? read.resolve(event) : { event } };
		});
		const cut = events.length < page.events.length || page.next !== undefined;
		const last = found.at(-1);
		return cut && last !== undefined ? { found, next: last.place + 1, end: false } : { found, next: beyond, end: true };
	}

	format(place: number): string {
		return String(place);
	}

	parse(text: string): number | undefined {
		return /^\d+$/.test(text) ? Number(text) : undefined;
	}
}

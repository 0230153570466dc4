import { isBoundary } from '../../store/event-table.ts';
import type { Page } from '../../store/read.ts';
import type { EventRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { allStream, ownStreamsOfAll } from '../streams.ts';
import type { Batch, Found, Source } from './source.ts';

/** The whole log as a source: places are its positions. The streams that groups on $all write are left out. */
export class AllSource implements Source {
	readonly name = allStream;
	readonly #store: Store;
	readonly #resolveLinks: boolean;
	readonly #matches: ((event: EventRecord) => boolean) | undefined;
	/** What was read, and is not wanted yet: the log does not change. */
	#rest: { from: number; page: Page } | undefined;

	constructor(store: Store, resolveLinks: boolean, matches: ((event: EventRecord) => boolean) | undefined) {
		this.#store = store;
		this.#resolveLinks = resolveLinks;
		this.#matches = matches;
	}

	last(): number {
		return this.#store.lastPosition();
	}

	readable(place: number): boolean {
		return place <= 0 || place > this.last() || isBoundary(place);
	}

	read(from: number, limit: number): Batch {
		const { read } = this.#store;
		const matches = this.#matches;
		const page = this.#page(from, matches === undefined ? limit : Number.MAX_SAFE_INTEGER);
		const found: Found[] = [];
		let wanted = 0;
		let next = from;
		for (const [index, event] of page.events.entries()) {
			if (wanted >= limit) {
				// More may have been written by the time it is wanted: it never is the end.
				this.#rest = { from: next, page: { events: page.events.slice(index), next } };
				return { found, next, end: false };
			}
			next = event.position + 1;
			// Not even counted: their own checkpoints would lead to checkpoints without end.
			if (event.stream.startsWith(ownStreamsOfAll)) continue;
			if (matches === undefined || matches(event)) {
				wanted += 1;
				found.push({ place: event.position, resolved: this.#resolveLinks ? read.resolve(event) : { event } });
			} else skip(found, event.position);
		}
		return { found, next, end: page.next === undefined };
	}

	#page(from: number, limit: number): Page {
		const rest = this.#rest;
		this.#rest = undefined;
		return rest?.from === from ? rest.page : this.#store.read.allPage('forwards', from, limit);
	}

	format(place: number): string {
		return `C:${place}/P:${place}`;
	}

	parse(text: string): number | undefined {
		const [, commit] = /^C:(\d+)\/P:\d+$/.exec(text) ?? [];
		return commit === undefined ? undefined : Number(commit);
	}
}

function skip(found: Found[], place: number): void {
	const last = found.at(-1);
	if (last === undefined || !('skipped' in last)) found.push({ place, skipped: 1 });
	else {
		last.skipped += 1;
		last.place = place;
	}
}

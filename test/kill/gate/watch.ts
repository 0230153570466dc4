import { type Moment, type Side, writeLabel } from '../moment.ts';

/** What becomes of a write that was held: it goes on, or its connection is cut. */
export type Release = 'go' | 'cut';

/** A write to a system, as a gate sees it. */
export interface SeenWrite {
	/** What is written, in words that are the same for each run of a course. */
	what: string;
	/** Known where the same write may come again. */
	id?: string;
}

/** How the writes of a run are known, and what becomes of them. */
export interface Watched {
	words: readonly string[];
	refusals?: ReadonlyMap<string, number>;
}

/** A gate asks it on both sides of a write. */
export interface Passing {
	at(side: Side): Promise<Release>;
}

/** The writes of one run, whichever systems they go to; at most one moment beside them is held. */
export class Watch {
	/** Each of the run's writes has one of them. */
	readonly words: readonly string[];
	/** In their order, as {@link writeLabel} has them. */
	readonly writes: string[] = [];
	/** Fulfilled when the run has come to its moment. */
	readonly held: Promise<void>;
	/** Names of steps by their places, which entries have alone. */
	readonly places = new Map<string, string>();
	/** Statuses by the names of systems that take no write of the run. */
	readonly refusals: ReadonlyMap<string, number>;
	readonly #moment: Moment | undefined;
	readonly #counts = new Map<string, number>();
	readonly #known = new Map<string, number>();
	readonly #arrive: () => void;
	readonly #released: Promise<Release>;
	readonly #release: (what: Release) => void;
	#over = false;

	/** @param moment is held; without one the writes are only noted */
	constructor({ words, refusals = new Map() }: Watched, moment?: Moment) {
		this.words = words;
		this.refusals = refusals;
		this.#moment = moment;
		({ promise: this.held, resolve: this.#arrive } = Promise.withResolvers<void>());
		({ promise: this.#released, resolve: this.#release } = Promise.withResolvers<Release>());
	}

	/** A write has come. */
	begin({ what, id }: SeenWrite): Passing {
		const again = id === undefined ? undefined : this.#known.get(id);
		const nth = again ?? this.#counts.get(what) ?? 0;
		if (again === undefined) {
			this.#counts.set(what, nth + 1);
			if (id !== undefined) this.#known.set(id, nth);
			this.writes.push(writeLabel({ what, nth }));
		}
		return {
			at: async (side) => {
				const moment = this.#moment;
				if (this.#over || moment?.what !== what || moment.nth !== nth || moment.side !== side) return 'go';
				this.#arrive();
				return await this.#released;
			},
		};
	}

	/** Lets go what is held; nothing is held any more. */
	release(what: Release): void {
		this.#over = true;
		this.#release(what);
	}
}

/** The runs that are watched. */
export class Watches {
	readonly #watches = new Set<Watch>();

	add(watch: Watch): Watch {
		this.#watches.add(watch);
		return watch;
	}

	remove(watch: Watch): void {
		this.#watches.delete(watch);
	}

	/** The run that a write is of, by what stands in it. */
	of(text: string): Watch | undefined {
		return [...this.#watches].find(({ words }) => words.some((word) => text.includes(word)));
	}
}

/** How a client appends. Ranges have both bounds. */
export interface Manner {
	/** Category of its streams and, with a capital, type of its events. */
	name: string;
	/** How many appends are under way at once, each on streams of its own. */
	atOnce: number;
	/** How many streams take turns behind each of those. */
	streams: number;
	events: readonly [number, number];
	/** Characters that fill an event. */
	filler: readonly [number, number];
	expectsRevision: boolean;
	/** By the call Append, which has a stream of its own for each append; else by BatchAppend. */
	oneCallEach: boolean;
}

/**
 * The clients of the crash test. An append of `large` comes close to the largest that the server takes, and has more events
 * than the system projections link in one commit.
 */
export const manners: readonly Manner[] = [
	{ name: 'single', atOnce: 1, streams: 1, events: [1, 1], filler: [0, 300], expectsRevision: true, oneCallEach: true },
	{ name: 'batch', atOnce: 1, streams: 3, events: [2, 100], filler: [0, 300], expectsRevision: false, oneCallEach: false },
	{ name: 'large', atOnce: 1, streams: 1, events: [400, 600], filler: [1_000, 1_500], expectsRevision: true, oneCallEach: false },
	{ name: 'many', atOnce: 16, streams: 1, events: [1, 3], filler: [0, 300], expectsRevision: false, oneCallEach: false },
];

import type { ResolvedEvent } from '../../store/records.ts';

/** An event of a source, or a run of events that the group does not want; in both cases the place of the last. */
export type Found =
	| { place: number; resolved: ResolvedEvent }
	| { place: number; skipped: number };

/** What one look at the source brings. */
export interface Batch {
	found: Found[];
	/** Place to go on from. */
	next: number;
	/** Whether that is the end, for now. */
	end: boolean;
}

/**
 * What a group reads: a stream, or the whole log. Places are numbers that grow: revisions of the stream, or positions
 * in the log.
 */
export interface Source {
	readonly name: string;
	/** Place of the newest event; below the first possible one when there is none. */
	last: () => number;
	/** Whether reading can begin at the place: positions between events cannot be read from. */
	readable: (place: number) => boolean;
	/**
	 * @param from the first place that is wanted
	 * @param limit at most so many wanted events are found
	 * @param live whether the group has read to the end before: then it sees also what is hidden meanwhile
	 */
	read: (from: number, limit: number, live: boolean) => Batch;
	/** The place as checkpoints and informations have it. */
	format: (place: number) => string;
	/** @returns undefined when the text is no place of this source */
	parse: (text: string) => number | undefined;
}

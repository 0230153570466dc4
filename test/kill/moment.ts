/** On which side of a write: before any of it has reached the system, or after it is done and before n8n has heard of it. */
export type Side = 'before' | 'after';

/** A moment of a run: beside one of its writes. */
export interface Moment {
	what: string;
	/** Of several that are called the same. */
	nth: number;
	side: Side;
}

/** How a write is called among all of its run. */
export function writeLabel({ what, nth }: Omit<Moment, 'side'>): string {
	return nth === 0 ? what : `${what} (${nth + 1})`;
}

/** For people. */
export function momentLabel(moment: Moment): string {
	return `${moment.side} ${writeLabel(moment)}`;
}

/** Both moments of each write, in their order. */
export function momentsOf(writes: readonly string[]): Moment[] {
	return writes.flatMap((label) => {
		const [, what = label, nth = '1'] = /^(.+) \((\d+)\)$/.exec(label) ?? [];
		const write = { what, nth: Number(nth) - 1 };
		return [
			{ ...write, side: 'before' as const },
			{ ...write, side: 'after' as const },
		];
	});
}

/** Clients wait long for an event store that is told to take its time, and for other systems as long as they see fit. */
export function isWaitedForLong({ what }: Moment): boolean {
	return what.startsWith('event store');
}

/** One case, measured: seconds for all its items, the median of the rounds. */
export interface Measured {
	name: string;
	size: string;
	items: number;
	seconds: { raw: number; ours: number; n8n?: number; parameters?: number };
}

/** The same work done by the raw client, by our node, and by n8n's own node where it has one; and what n8n adds to ours. */
export interface Case {
	name: string;
	size: string;
	items: number;
	raw(): Promise<unknown>;
	ours(): Promise<unknown>;
	n8n?(): Promise<unknown>;
	/** What of our node's time is n8n's own: reading the same parameters without doing anything with them. */
	parameters?(): Promise<unknown>;
	/** Tidies up after each way; its time does not count. */
	after?(): Promise<unknown>;
}

/** Runs the ways in turn, round by round, so that what else the machine does falls on all of them. */
export async function measure(work: Case, rounds: number): Promise<Measured> {
	const ways = (['raw', 'ours', 'n8n', 'parameters'] as const).filter((way) => work[way] !== undefined);
	const seconds = new Map<string, number[]>(ways.map((way) => [way, []]));
	// One round that does not count: connections open, code warms up.
	for (let round = -1; round < rounds; round++) {
		for (const way of ways) {
			const started = process.hrtime.bigint();
			await work[way]!();
			const taken = Number(process.hrtime.bigint() - started) / 1e9;
			if (round >= 0) seconds.get(way)!.push(taken);
			await work.after?.();
		}
	}
	const of = (way: string) => median(seconds.get(way)!);
	return {
		name: work.name,
		size: work.size,
		items: work.items,
		seconds: { raw: of('raw'), ours: of('ours'), ...(work.n8n && { n8n: of('n8n') }), ...(work.parameters && { parameters: of('parameters') }) },
	};
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** So many of the last measurements count. */
const kept = 1_000;

const percentiles: [string, number][] = [
	['Median', 50], ['Quintile 1', 20], ['Quintile 2', 40], ['Quintile 3', 60], ['Quintile 4', 80], ['Quintile 5', 100],
	['90%', 90], ['95%', 95], ['99%', 99], ['99.5%', 99.5], ['99.9%', 99.9],
];

/** How long a consumer takes for an event, told as the vendor's server does. */
export class Latencies {
	readonly #measured: number[] = [];
	#next = 0;

	/** @param duration milliseconds */
	add(duration: number): void {
		this.#measured[this.#next] = duration;
		this.#next = (this.#next + 1) % kept;
	}

	/** Names and whole milliseconds; empty as long as nothing was measured. */
	summary(): [string, number][] {
		const sorted = this.#measured.toSorted((one, other) => one - other);
		const { length } = sorted;
		const [fastest = 0] = sorted;
		if (length === 0) return [];
		const at = (percentile: number) => sorted[Math.max(0, Math.ceil((percentile / 100) * length) - 1)] ?? fastest;
		const mean = Math.round(sorted.reduce((sum, value) => sum + value, 0) / length);
		return [
			['Mean', mean], ['Fastest', fastest], ['Highest', at(100)],
			...percentiles.map(([name, percentile]): [string, number] => [name, at(percentile)]),
		];
	}
}

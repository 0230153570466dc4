/**
 * Reads from when on executions count.
 *
 * @param text a time (ISO 8601), or how long ago: `90s`, `20m`, `2h`
 * @throws Error when it is neither
 */
export function sinceOf(text: string, now: Date): Date {
	const [, amount, unit] = /^(\d+)\s*([smh])$/.exec(text) ?? [];
	if (amount !== undefined) return new Date(now.getTime() - Number(amount) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']);
	const since = new Date(text);
	if (Number.isNaN(since.getTime())) throw new Error(`--since takes a time such as 2026-01-31T12:00:00Z, or how long ago, such as 20m; not ${JSON.stringify(text)}.`);
	return since;
}

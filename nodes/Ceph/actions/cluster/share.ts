/** A part in percent, with two digits after the point; nothing is no part of nothing. */
export function share(part: number, whole: number): number {
	return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
}

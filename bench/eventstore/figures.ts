/** The middle one. */
export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

export function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

/** How often a fits into b, to two digits. */
export function ratio(a: number, b: number): string {
	return (a / b).toFixed(2);
}

export function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

export function perSecond(events: number, seconds: number): string {
	return String(Math.round(events / seconds));
}

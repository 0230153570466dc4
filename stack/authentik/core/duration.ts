/** Seconds of each unit. */
const UNITS = new Map(Object.entries({
	microseconds: 1e-6,
	milliseconds: 1e-3,
	seconds: 1,
	minutes: 60,
	hours: 3600,
	days: 86_400,
	weeks: 604_800,
}));

/** Seconds of a duration as Authentik writes it: `hours=1;minutes=30`. Undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
	let seconds = 0;
	for (const part of text.split(';')) {
		if (part.trim() === '') continue;
		const [, unit = '', amount = ''] = /^\s*(\w+)\s*=\s*(-?\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
		const factor = UNITS.get(unit.toLowerCase());
		if (factor === undefined) return undefined;
		seconds += factor * Number(amount);
	}
	return seconds;
}

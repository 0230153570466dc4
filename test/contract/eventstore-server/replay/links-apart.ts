import type { Recorded } from './play.ts';
import type { Plain } from './settle.ts';

const placeholder = /^<position:(\d+)>$/;

/**
 * Ranks the positions of links among themselves, `<link:n>`, and all others among themselves, `<position:n>`. A link that does
 * not come after its event, as its metadata tells it, has `<link before its event:n>`.
 */
export function linksApart(recorded: Recorded): Recorded {
	const found = [...linksIn(recorded.steps)];
	const links = new Set(found.map(({ place }) => place));
	const early = new Set(found.filter(({ place, source }) => source !== undefined && source >= place).map(({ place }) => place));
	const others = new Set([...ranksIn(recorded.steps)].filter((rank) => !links.has(rank)));
	const ranked = [...placed(links, (rank) => (early.has(rank) ? 'link before its event' : 'link')), ...placed(others, () => 'position')];
	const places = new Map(ranked);
	return { ...recorded, steps: replaced(recorded.steps, places) };
}

function placed(ranks: ReadonlySet<number>, what: (rank: number) => string): [string, string][] {
	return [...ranks].sort((a, b) => a - b).map((rank, index) => [`<position:${rank}>`, `<${what(rank)}:${index + 1}>`]);
}

function* ranksIn(value: Plain): Generator<number> {
	if (typeof value === 'string') {
		const [, rank] = placeholder.exec(value) ?? [];
		if (rank !== undefined) yield Number(rank);
	} else if (typeof value === 'object' && value !== null) {
		for (const item of Object.values(value)) yield* ranksIn(item);
	}
}

/** Where links are, and where their events. */
function* linksIn(value: Plain): Generator<{ place: number; source: number | undefined }> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value) && value.type === '$>' && value.position !== undefined) {
		const [source] = ranksIn(value.metadata ?? null);
		for (const place of ranksIn(value.position)) yield { place, source };
	}
	for (const item of Object.values(value)) yield* linksIn(item);
}

function replaced(value: Plain, places: ReadonlyMap<string, string>): Plain {
	if (typeof value === 'string') return places.get(value) ?? value;
	if (Array.isArray(value)) return value.map((item) => replaced(item, places));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, places)]));
}

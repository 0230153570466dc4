import { Position, positionPair, Text } from './told.ts';
import type { Told } from './told.ts';

/** JSON. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

const uuids = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\b[\da-f]{32}\b/gi;
const positions = /C:(-?\d+)\/P:(-?\d+)/g;
const largest = 2n ** 63n - 1n;

/**
 * Puts placeholders for what differs on every run, so that two runs can be compared: `<id>` for what the scenario put
 * into its names, `<position:n>` for positions by their rank, `<uuid:n>` in the order of their appearance, `<time>`,
 * `<address>`, `<duration>`, `<stack>`.
 *
 * @param id what makes the scenario's names its own
 * @returns the told steps as JSON, and how many different positions there were
 */
export function settle(told: Told, id: string): { steps: Plain; positions: number } {
	const placeholders = new Placeholders(told, id);
	return { steps: placeholders.render(told), positions: placeholders.positions };
}

class Placeholders {
	readonly #id: string;
	readonly #ranks: ReadonlyMap<bigint, number>;
	readonly #uuids = new Map<string, number>();

	constructor(told: Told, id: string) {
		const found = [...new Set(positionsIn(told))].filter((value) => !isBound(value));
		found.sort((a, b) => (a < b ? -1 : 1));
		this.#ranks = new Map(found.map((value, index) => [value, index + 1]));
		this.#id = id;
	}

	get positions(): number {
		return this.#ranks.size;
	}

	render(told: Told): Plain {
		if (told instanceof Position) return this.#position(told.value);
		if (told instanceof Text) return this.#text(told.value);
		if (Array.isArray(told)) return told.map((item) => this.render(item));
		if (typeof told !== 'object' || told === null) return told;
		return Object.fromEntries(Object.entries(told).map(([key, value]) => {
			const name = this.#text(key);
			const isBytes = key === 'bytes' && value instanceof Text;
			return [name, isBytes ? Buffer.from(this.#text(value.value)).toString('base64') : this.render(value)];
		}));
	}

	#position(value: bigint): string {
		return isBound(value) ? `${value}n` : `<position:${this.#ranks.get(value)}>`;
	}

	#text(text: string): string {
		return text
			.replaceAll(this.#id, '<id>')
			.replaceAll(uuids, (uuid) => this.#uuid(uuid))
			.replaceAll(positions, (_all, commit: string, prepare: string) => this.#pair(commit, prepare))
			.replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?/g, '<time>')
			.replace(/Deadline exceeded after .*/s, 'Deadline exceeded')
			// A stack says how a program is made, not what it does.
			.replace(/\r?\n\s+at [\s\S]*$/, '\r\n<stack>')
			.replace(/\(took: [\d:.]+/, '(took: <duration>')
			.replaceAll(/\b(?:localhost|\d{1,3}(?:\.\d{1,3}){3}):\d+/g, '<address>')
			.replace(/.{4000}.+/s, (long) => `${long.slice(0, 200)}... (${long.length} characters)`);
	}

	#uuid(uuid: string): string {
		if (/^[0-]+$/.test(uuid)) return uuid;
		const key = uuid.toLowerCase().replaceAll('-', '');
		const number = this.#uuids.get(key) ?? this.#uuids.size + 1;
		this.#uuids.set(key, number);
		return `<uuid:${number}>`;
	}

	#pair(commit: string, prepare: string): string {
		if (isBound(BigInt(commit))) return `C:${commit}/P:${prepare}`;
		const [c, p] = positionPair(BigInt(commit), BigInt(prepare));
		return `C:${this.#position(c.value)}/P:${typeof p === 'string' ? p : this.#position(p.value)}`;
	}
}

/** Start, "none" and the end: the same in every log. */
function isBound(position: bigint): boolean {
	return position <= 0n || position >= largest;
}

function* positionsIn(told: Told): Generator<bigint> {
	if (told instanceof Position) yield told.value;
	else if (told instanceof Text) {
		for (const [, commit = ''] of told.value.matchAll(positions)) yield BigInt(commit);
	} else if (typeof told === 'object' && told !== null) {
		for (const value of Object.values(told)) yield* positionsIn(value);
	}
}

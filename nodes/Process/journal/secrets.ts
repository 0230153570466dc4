/** Shorter ones are not looked for within longer texts: too much would look like them. */
const SHORTEST_WITHIN = 6;

/** Stands in a longer text for a secret that was in it. */
const MASK = '•••';

/**
 * What a run knows and must not write down: the values of fields of the type `Secret`. They are known to the execution that has met
 * them, and kept nowhere.
 */
export class Secrets {
	readonly #values = new Set<string>();

	get isEmpty(): boolean {
		return this.#values.size === 0;
	}

	add(values: readonly string[]): void {
		for (const value of values) if (value !== '') this.#values.add(value);
	}

	/** JSON data without them, wherever they are: a field that is one is left out, in a longer text it is masked. */
	without<T>(data: T): T {
		if (this.isEmpty || data === undefined) return data;
		const replacer = (_key: string, value: unknown) => (typeof value === 'string' ? this.#text(value) : value);
		return JSON.parse(JSON.stringify(data, replacer)) as T;
	}

	#text(text: string): string | undefined {
		if (this.#values.has(text)) return undefined;
		return [...this.#values].filter(({ length }) => length >= SHORTEST_WITHIN).reduce((masked, value) => masked.replaceAll(value, MASK), text);
	}
}

/** Walks a pattern character by character. */
export class Cursor {
	readonly #pattern: string;
	#at = 0;

	constructor(pattern: string) {
		this.#pattern = pattern;
	}

	get done(): boolean {
		return this.#at >= this.#pattern.length;
	}

	peek(): string | undefined {
		const code = this.#pattern.codePointAt(this.#at);
		return code === undefined ? undefined : String.fromCodePoint(code);
	}

	take(): string {
		const character = this.peek();
		if (character === undefined) throw this.error('it ends too early');
		this.#at += character.length;
		return character;
	}

	/** Takes what a sticky expression matches here. */
	match(expression: RegExp): string | undefined {
		expression.lastIndex = this.#at;
		const [text] = expression.exec(this.#pattern) ?? [];
		this.#at += text?.length ?? 0;
		return text;
	}

	error(why: string): SyntaxError {
		return new SyntaxError(`${why} (at character ${this.#at})`);
	}
}

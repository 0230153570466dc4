import type { Message } from './message.ts';

/** What became of a message that was offered to the consumers. */
export type Offered = 'taken' | 'skipped' | 'full';

/** Messages that wait for a consumer: those that come again first, then the others, each in order. */
export class MessageBuffer {
	readonly #again: Message[] = [];
	readonly #waiting: Message[] = [];

	get size(): number {
		return this.#waiting.length;
	}

	get retrySize(): number {
		return this.#again.length;
	}

	add(message: Message): void {
		this.#waiting.push(message);
	}

	/** A message that comes again goes before those of higher number; a replayed one has none and goes last. */
	addAgain(message: Message): void {
		const { sequence } = message;
		const before = sequence === undefined
			? -1
			: this.#again.findIndex((other) => other.sequence === undefined || other.sequence > sequence);
		if (before < 0) this.#again.push(message);
		else this.#again.splice(before, 0, message);
	}

	/** Offers the messages in order until the consumers are full. What is skipped stays in its place. */
	offer(take: (message: Message) => Offered): void {
		if (offerFrom(this.#again, take)) offerFrom(this.#waiting, take);
	}
}

/** @returns whether the consumers may have room for more */
function offerFrom(messages: Message[], take: (message: Message) => Offered): boolean {
	let index = 0;
	for (let message = messages[index]; message !== undefined; message = messages[index]) {
		const offered = take(message);
		if (offered === 'full') return false;
		if (offered === 'skipped') index += 1;
		else if (index === 0) messages.shift();
		else messages.splice(index, 1);
	}
	return true;
}

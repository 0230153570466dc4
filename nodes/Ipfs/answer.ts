import type { IncomingMessage } from 'node:http';

import { SystemError } from '../shared/errors.ts';
import { explained, silent, systemErrorOf } from './failure.ts';

/**
 * Reads the body of an answer to its end, and makes sure that it is the end.
 *
 * A failure after the first byte Kubo can tell only in a trailer, X-Stream-Error; a proxy may drop that, so the length
 * that Kubo announces is held against what came.
 *
 * @param patience milliseconds without a byte until the answer is given up
 * @throws SystemError when the answer is not complete
 */
export async function* complete(answer: IncomingMessage, patience: number): AsyncGenerator<Buffer> {
	let received = 0;
	answer.setTimeout(patience, () => answer.destroy(silent(patience)));
	try {
		for await (const chunk of answer as AsyncIterable<Buffer>) {
			received += chunk.length;
			yield chunk;
		}
	} catch (error) {
		throw broken(error, received);
	}
	const failure = answer.trailers['x-stream-error'];
	// Node reads trailers as Latin-1, Kubo writes UTF-8.
	if (failure !== undefined) throw new SystemError(explained(Buffer.from(failure, 'latin1').toString()));
	const announced = answer.headers['x-content-length'];
	if (typeof announced === 'string' && Number(announced) !== received) {
		throw new SystemError({
			message: `Kubo announced ${announced} bytes and sent ${received}`,
			description: 'Some blocks of the file could not be found. Look at the log of Kubo, and pin the file on a node that has all of it.',
		});
	}
}

/** Parses one JSON value a line. */
export async function* lines<T>(source: AsyncIterable<Buffer>): AsyncGenerator<T> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const chunk of source) {
		const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = parts.pop() ?? '';
		for (const part of parts) if (part.trim() !== '') yield JSON.parse(part) as T;
	}
	if (rest.trim() !== '') yield JSON.parse(rest) as T;
}

function broken(error: unknown, received: number): SystemError {
	if (error instanceof SystemError) return error;
	return new SystemError(
		{
			message: `The connection to Kubo broke after ${received} bytes`,
			description: 'Kubo or a proxy in between was stopped; look at their logs and run this again.',
			code: systemErrorOf(error).code,
		},
		error,
	);
}

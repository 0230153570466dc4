import type { IncomingMessage } from 'node:http';

/** Thrown when a body is larger than the server takes. */
export class BodyTooLarge extends Error {
	constructor(limit: number) {
		super(`The body is larger than ${limit} bytes.`);
	}
}

const LIMIT = 1024 * 1024;

/** Reads a whole body. @throws BodyTooLarge beyond 1 MiB; no request to Authentik needs more. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > LIMIT) throw new BodyTooLarge(LIMIT);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

import type { IncomingMessage } from 'node:http';
import { HttpError, text } from './answer.ts';

/** The largest event is 16 MiB in the contract; no page takes more. */
const largestBody = 17 * 1024 * 1024;

/** @throws HttpError 413 when the body is larger than a request may be */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > largestBody) throw new HttpError(text(413, `A request may have ${largestBody} bytes.`));
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

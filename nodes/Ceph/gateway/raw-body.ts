import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { ListObjectVersionsCommand } from '@aws-sdk/client-s3';

/** Keeps the answer to a request as it comes, for what the SDK drops; to be asked for when the answer is there. */
export function bodyOf(command: ListObjectVersionsCommand): () => string {
	let body = Buffer.alloc(0);
	command.middlewareStack.add(
		(next) => async (args) => {
			const result = await next(args);
			const response = result.response as { body: unknown };
			if (response.body instanceof Readable) {
				body = await buffer(response.body);
				response.body = Readable.from([body]);
			}
			return result;
		},
		// Nearest to the network, before the answer is read.
		{ step: 'deserialize', priority: 'low', name: 'keepBody' },
	);
	return () => body.toString();
}

import { setTimeout as sleep } from 'node:timers/promises';
import { addAbortSignal, type Readable } from 'node:stream';

import { GetObjectCommand, type GetObjectCommandInput, type GetObjectCommandOutput, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';
import { isOutage, throughOutage } from './outage.ts';

/** Broken connections in a row, none of which brought so much as {@link PROGRESS}. */
const TRIES = 5;
const PROGRESS = 1 << 20;

interface Connection {
	client: S3Client;
	signal?: AbortSignal;
}

/** The answer to a request for an object. */
export interface Opened extends Omit<GetObjectCommandOutput, 'Body'> {
	body: Readable;
}

/**
 * The bytes of an object, also over broken connections: goes on where one broke, as long as the object is the same.
 *
 * @param opened the answer to the request, of which the body is read
 * @throws SystemError when fewer bytes came than the gateway had promised, or the object changed meanwhile
 */
export async function* bytesOf({ client, signal }: Connection, request: GetObjectCommandInput, opened: Opened): AsyncGenerator<Uint8Array, void> {
	const { ContentLength: length = 0, ETag, VersionId = request.VersionId } = opened;
	const first = firstByte(opened.ContentRange);
	let { body } = opened;
	let received = 0;
	let since = 0;
	let tries = 0;
	for (;;) {
		try {
			const source: AsyncIterable<Uint8Array> = signal ? addAbortSignal(signal, body) : body;
			for await (const chunk of source) {
				received += chunk.byteLength;
				yield chunk;
			}
			if (received === length) return;
			throw brokenOff(received, length);
		} catch (thrown) {
			tries = received - since >= PROGRESS ? 1 : tries + 1;
			since = received;
			if (signal?.aborted || ETag === undefined || received >= length || tries > TRIES || !isOutage(thrown)) throw thrown;
		} finally {
			body.destroy();
		}
		await sleep(100 * tries, undefined, { signal });
		const Range = `bytes=${first + received}-${first + length - 1}`;
		const rest = () => client.send(new GetObjectCommand({ ...request, Range, IfMatch: ETag, VersionId }), { abortSignal: signal });
		body = await throughOutage(rest, signal).then(({ Body }) => Body as Readable, changed);
	}
}

function firstByte(contentRange = 'bytes 0-'): number {
	return Number(/^bytes (\d+)-/.exec(contentRange)?.[1] ?? 0);
}

/** Looks like what Node.js throws when a connection breaks, so that it is told alike. */
function brokenOff(received: number, length: number): Error {
	return Object.assign(new Error(`Got ${received} of ${length} bytes`), { code: 'ECONNRESET' });
}

function changed(thrown: unknown): never {
	if (!(thrown instanceof S3ServiceException) || !['PreconditionFailed', 'NoSuchKey', 'InvalidRange'].includes(thrown.name)) throw thrown;
	throw new SystemError(
		{
			message: 'The object was replaced or deleted while it was being read',
			description: 'The connection broke meanwhile, and the rest is that of another object. Run this again to get the new one.',
			code: 'PreconditionFailed',
		},
		thrown,
	);
}

import { Readable } from 'node:stream';

import type { S3Client } from '@aws-sdk/client-s3';

import { InvalidField } from '../../shared/errors.ts';

/**
 * Checks a text that a header is to carry (RFC 9110, 5.5), where a line break would be the end of it.
 *
 * @param field display name of the field that it was given in
 * @returns `undefined` for a text without content
 * @throws InvalidField
 */
export function headerText(text: string | undefined, field: string): string | undefined {
	if (text === undefined) return undefined;
	const allowed = 'one line of text';
	if (/[\r\n]/.test(text.trim())) throw new InvalidField(field, 'it has a line break', allowed);
	// A tab is as good as a blank to signatures, and stays a tab to the gateway.
	if (/[\0-\x1f\x7f]/.test(text.trim()) || !text.isWellFormed()) throw new InvalidField(field, 'it has control characters', allowed);
	return text.trim() || undefined;
}

interface Message {
	headers: Record<string, string>;
	body?: unknown;
}

/**
 * Has headers carry letters beyond ASCII in UTF-8, as other S3 clients do and as the signature is taken. Node.js by itself
 * sends and reads each byte as a letter of ISO 8859-1, and cannot send others.
 */
export function carryUtf8(client: S3Client): void {
	client.middlewareStack.add(
		(next) => async (args) => {
			const request = args.request as Message;
			// Together with all of a body, Node.js writes headers as the body is written, and Content-Disposition in a way of its own;
			// with a stream it writes them alone.
			if (recode(request, toBytes) && (typeof request.body === 'string' || request.body instanceof Uint8Array)) request.body = Readable.from([Buffer.from(request.body)]);
			const result = await next(args);
			recode(result.response as Message, fromBytes);
			return result;
		},
		// Nearest to the network: after the request is signed, before the answer is read.
		{ step: 'deserialize', priority: 'low', name: 'carryUtf8' },
	);
}

/** @returns whether there was something to do */
function recode({ headers }: Message, one: (value: string) => string): boolean {
	const beyond = Object.entries(headers).filter(([, value]) => /[^\0-\x7f]/.test(value));
	for (const [name, value] of beyond) headers[name] = one(value);
	return beyond.length > 0;
}

/** A text whose letters are the bytes. */
function toBytes(text: string): string {
	return Buffer.from(text).toString('latin1');
}

/** What is no UTF-8 stays, letter by letter as ISO 8859-1 has it. */
function fromBytes(bytes: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
	} catch {
		return bytes;
	}
}

import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';

import type { IAllExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { InvalidField } from '../shared/errors.ts';
import { complete, lines } from './answer.ts';
import { refused, unreachable } from './failure.ts';

/** Arguments and options of a command under the names that `ipfs <command> --help` gives; undefined ones are not sent. */
export interface Arguments {
	[name: string]: string | number | boolean | undefined;
}

export interface CallOptions {
	/** Milliseconds without a byte in either direction until the command is given up; Kubo itself waits for ever. */
	patience: number;
	/** What is sent, framed already. */
	body?: Readable;
	contentType?: string;
}

/** The RPC API of Kubo (https://docs.ipfs.tech/reference/kubo/rpc/): every command is a POST with its options in the query. */
export interface Kubo {
	/** Runs a command that answers with one JSON object. */
	call<T extends object>(command: string, args: Arguments, options: CallOptions): Promise<T>;
	/** Runs a command that answers with one JSON object a line, as they come. */
	list<T extends object>(command: string, args: Arguments, options: CallOptions): AsyncIterable<T>;
	/** Runs a command that answers with bytes; fails when they end before Kubo has sent them all. */
	read(command: string, args: Arguments, options: CallOptions): Promise<Bytes>;
}

export interface Bytes {
	/** As Kubo announces it, when it does. */
	size: number | undefined;
	bytes: AsyncIterable<Uint8Array>;
}

/** What operations receive beside their fields. */
export interface IpfsContext {
	kubo: Kubo;
	/** Without a slash at the end; empty when the credential names none. */
	gatewayUrl: string;
}

type Functions = Pick<IAllExecuteFunctions, 'helpers' | 'getCredentials'>;

/**
 * Reaches Kubo by n8n's own request helper, so that its proxies, its network policy and the credential apply.
 *
 * kubo-rpc-client is not used: it speaks through the global fetch, which gives it neither TLS options nor timeouts of
 * its own, and hides trailers, so that a file whose blocks run out half-way looks complete.
 */
export async function connect(functions: Functions): Promise<IpfsContext> {
	const { rpcUrl, gatewayUrl } = await functions.getCredentials<{ rpcUrl: string; gatewayUrl?: string }>('ipfsApi');
	const base = apiUrl(rpcUrl);
	const post = (command: string, args: Arguments, options: CallOptions) => request(functions, base, command, args, options);
	return {
		kubo: {
			async call(command, args, options) {
				const answer = await post(command, args, options);
				return (await json(complete(answer, options.patience))) as never;
			},
			async *list(command, args, options) {
				yield* lines(complete(await post(command, args, options), options.patience));
			},
			async read(command, args, options) {
				const answer = await post(command, args, options);
				const announced = answer.headers['x-content-length'];
				return { size: typeof announced === 'string' ? Number(announced) : undefined, bytes: complete(answer, options.patience) };
			},
		},
		gatewayUrl: (gatewayUrl ?? '').trim().replace(/\/+$/, ''),
	};
}

/** Sends a command; gives the answer's body, which is yet to be read. */
async function request(
	functions: Functions,
	base: string,
	command: string,
	args: Arguments,
	{ patience, body, contentType }: CallOptions,
): Promise<IncomingMessage> {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(args)) if (value !== undefined) query.append(name, String(value));
	let answer: IN8nHttpFullResponse;
	try {
		answer = (await functions.helpers.httpRequestWithAuthentication.call(functions as IAllExecuteFunctions, 'ipfsApi', {
			method: 'POST',
			url: `${base}/${command}?${query.toString()}`,
			// Kubo takes whoever calls itself Mozilla for a browser and refuses; n8n may call itself so.
			headers: { 'User-Agent': 'n8n-nodes-cim', ...(contentType && { 'Content-Type': contentType }) },
			body,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// To follow a redirect, the body would have to be kept in memory.
			disableFollowRedirect: true,
			timeout: patience,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		throw unreachable(error, base, patience);
	}
	const stream = answer.body as IncomingMessage;
	if (answer.statusCode === 200) return stream;
	throw refused(answer.statusCode, await text(stream), base);
}

/** @throws InvalidField when the credential's address is none */
function apiUrl(rpcUrl: string): string {
	const address = rpcUrl.trim().replace(/\/+$/, '').replace(/\/api\/v0$/, '');
	if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
		throw new InvalidField('RPC URL', `"${address}" in the credential is no address`, 'such as http://127.0.0.1:5001');
	}
	return `${address}/api/v0`;
}

import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';

import type { IExecuteFunctions } from 'n8n-workflow';

import { SystemError } from '../shared/errors.ts';
import { gatewayAddress, rpcAddress } from './addresses.ts';
import { complete, lines } from './answer.ts';
import type { Login } from './authorization.ts';
import { authorization, USER_AGENT } from './authorization.ts';
import { refused, unreachable } from './failure.ts';
import { post } from './post.ts';

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
	read(command: string, args: Arguments, options: CallOptions): Promise<AsyncIterable<Uint8Array>>;
}

/** What operations receive beside their fields. */
export interface IpfsContext {
	kubo: Kubo;
	/** For links to files, without a slash at the end; `undefined` when the credential names none. */
	gatewayUrl: string | undefined;
}

interface Credential extends Login {
	rpcUrl: string;
	gatewayUrl?: string;
	allowUnauthorizedCerts?: boolean;
}

/** An execution, or the panel of a node that fills its pickers. */
type Functions = Pick<IExecuteFunctions, 'getCredentials'> & Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>>;

/**
 * Reaches Kubo over Node's own HTTP.
 *
 * Kubo tells what fails after the first byte in a trailer. kubo-rpc-client (over fetch) and n8n's request helper hide
 * trailers, so that a file whose blocks run out half-way would look complete; fetch also takes no TLS options.
 */
export async function connect(functions: Functions): Promise<IpfsContext> {
	const credential = await functions.getCredentials<Credential>('ipfsApi');
	const signal = functions.getExecutionCancelSignal?.();
	const base = rpcAddress(credential.rpcUrl);
	const send = (command: string, args: Arguments, options: CallOptions) => request(credential, base, command, args, options, signal);
	return {
		kubo: {
			async call(command, args, options) {
				const answer = await send(command, args, options);
				return (await json(complete(answer, options.patience))) as never;
			},
			async *list(command, args, options) {
				yield* lines(complete(await send(command, args, options), options.patience));
			},
			async read(command, args, options) {
				return complete(await send(command, args, options), options.patience);
			},
		},
		gatewayUrl: gatewayAddress(credential.gatewayUrl),
	};
}

/** Sends a command; gives the answer's body, which is yet to be read. */
async function request(
	credential: Credential,
	base: string,
	command: string,
	args: Arguments,
	{ patience, body, contentType }: CallOptions,
	signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
	const url = new URL(`${base}/api/v0/${command}`);
	for (const [name, value] of Object.entries(args)) if (value !== undefined) url.searchParams.append(name, String(value));
	const login = authorization(credential);
	const headers = {
		'User-Agent': USER_AGENT,
		...(login && { Authorization: login }),
		...(contentType && { 'Content-Type': contentType }),
	};
	const verify = credential.allowUnauthorizedCerts !== true;
	const answer = await post({ url, headers, verify, patience, signal, body }).catch((error: unknown) => {
		throw error instanceof SystemError ? error : unreachable(error, url.origin);
	});
	if (answer.statusCode === 200) return answer;
	// The reason may get lost when the connection is closed on a file that is still being sent.
	const reason = await text(answer).catch(() => '');
	throw refused(answer.statusCode ?? 0, reason, url.origin);
}

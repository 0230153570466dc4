import type { SystemFailure } from '../shared/errors.ts';
import { SystemError } from '../shared/errors.ts';

const NOT_FOUND =
	'No node that this one can ask has the content. Check the CID, connect this node to one that has it (ipfs swarm connect), or give it more time in the options.';

const NO_FILE = 'The CID names data that is no file or directory.';

/** What helps against failures that Kubo reports, by a part of its message; and other words where its own are those of a programmer. */
const HELP: readonly (readonly [pattern: RegExp, description: string, message?: string])[] = [
	[
		/DNSLink|could not resolve name/i,
		'There is no such name, or no node knows it that this one can ask. What this node has published itself is found with Local Only.',
	],
	[/not found locally|failed to fetch|block was not found|could not find|ipld: not found/i, NOT_FOUND],
	[/deadline exceeded/i, NOT_FOUND],
	[/not pinned/i, 'Only what was pinned by itself can be unpinned: see Pin: Get Many with type Recursive or Direct. To go on when there is no such pin, switch on Missing Is Fine.'],
	[/already pinned/i, 'Remove that pin first.'],
	[/is pinned recursively/i, 'Switch Recursive on, or take the option away, to remove a pin that keeps all that the content links to.'],
	[/pin name is \d+ bytes/i, 'Give a shorter name; letters beyond ASCII count for two bytes or more.'],
	[/on wrong kind/i, 'Only directories have entries: File: List names them, File: Stat says what a path leads to.', 'The path goes on below a file'],
	[/no decoder registered|unknown node type/i, NO_FILE, 'The content is no file or directory'],
	[/invalid (path|cid)|selected encoding|path does not|multibase|varint|cid too short/i, 'Give a CID such as bafybei…, or a path such as /ipfs/bafybei…/file.txt.'],
	[/is a directory/i, 'Give the path of a file in it, such as /ipfs/bafybei…/file.txt; File: List names them.'],
	[/no link named/i, 'The directory has no entry of that name; File: List names those that it has.'],
	[/not a dag-pb|unixfs|proto/i, NO_FILE],
	[/chunker|rabin/i, 'Chunkers are size-<bytes> with at most 2096896 bytes, rabin-<min>-<average>-<max> and buzhash.'],
	[/already has entry/i, 'Another file is at MFS Path: remove it (ipfs files rm), or choose another path.'],
	[/no such file or directory|file does not exist/i, 'The directory for MFS Path must exist: ipfs files mkdir --parents.'],
];

/** Puts Kubo's own message together with what can be done about it. */
export function explained(message: string, code?: string): SystemFailure {
	const [, description, words] = HELP.find(([pattern]) => pattern.test(message)) ?? [];
	return { message: words === undefined ? message : `${words} (${message})`, description, code };
}

/** Kubo, or something in front of it, answered with a status other than 200. */
export function refused(status: number, body: string, origin: string): SystemError {
	const code = String(status);
	if (status === 401 || status === 403) {
		return new SystemError({
			message: `Kubo refused the request: ${words(body)}`,
			description: 'Check Authentication in the credential against API.Authorizations in the configuration of Kubo, and that it allows the command.',
			code,
		});
	}
	if (status === 404 || (status >= 300 && status < 400)) {
		return new SystemError({
			message: `${origin} is not the RPC API of Kubo (${status})`,
			description: 'Set RPC URL in the credential to the address in Addresses.API of the configuration of Kubo, port 5001 by default; the gateway is another.',
			code,
		});
	}
	return new SystemError(explained(messageOf(body), code));
}

/** The request did not get to Kubo, or no answer came back. */
export function unreachable(error: unknown, origin: string): SystemError {
	const { code = '', message } = systemErrorOf(error);
	if (/CERT|SIGNATURE|SELF_SIGNED|ERR_TLS/.test(code)) {
		return new SystemError(
			{
				message: `The certificate of ${origin} is not trusted: ${message}`,
				description: 'Start n8n with the authority that issued it in NODE_EXTRA_CA_CERTS, or switch on Ignore SSL Issues in the credential.',
				code,
			},
			error,
		);
	}
	return new SystemError(
		{
			message: `Kubo cannot be reached at ${origin}: ${message}`,
			description: 'Check RPC URL in the credential and that the IPFS daemon runs. Seen from a container, 127.0.0.1 is the container itself.',
			code,
		},
		error,
	);
}

/** What Node says of a failed connection; tests run node code in a realm of its own, where it is no instance of Error. */
export function systemErrorOf(error: unknown): { code?: string; message: string } {
	const { code, message } = Object(error) as { code?: unknown; message?: unknown };
	const text = typeof message === 'string' && message !== '' ? message : String(code ?? error);
	return { code: typeof code === 'string' ? code : undefined, message: text };
}

/** Nothing came or went for too long. */
export function silent(patience: number): SystemError {
	return new SystemError({
		message: `Kubo sent nothing for ${patience / 1000} s`,
		description: 'It hangs, or searches for content that no node has which it can ask. Check the CID, connect Kubo to a node that has the content (ipfs swarm connect), or give it more time in the options.',
		code: 'ETIMEDOUT',
	});
}

/** Errors of commands are JSON: `{"Message": "…", "Code": 0, "Type": "error"}`. */
function messageOf(body: string): string {
	try {
		const { Message } = JSON.parse(body) as { Message?: unknown };
		if (typeof Message === 'string') return Message;
	} catch {
		// Text of something in front of Kubo.
	}
	return words(body);
}

function words(body: string): string {
	return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 200) || 'no reason given';
}

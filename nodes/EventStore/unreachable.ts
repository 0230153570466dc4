import type { SystemFailure } from '../shared/errors.ts';

/** What the client was told of the way to the server. */
export interface Way {
	/** Whether it speaks TLS. */
	secure: boolean;
	/** Whether it has a user name; without TLS none is sent. */
	user: boolean;
}

export const CHECK_ADDRESS = 'Check that the server runs, and host, port and tls= of the connection string.';

/** Words of OpenSSL and Node.js by which a certificate is turned down, first to last, and what then is to be done. */
const CERTIFICATES: readonly (readonly [words: RegExp, message: string, description: string])[] = [
	[
		/altnames|ALTNAME_INVALID/,
		'The certificate of the event store is for another name',
		'In the connection string, use a host name or address that the certificate names.',
	],
	[/expired/, 'The certificate of the event store has expired', 'It must be renewed at the server.'],
	[/not yet valid/, 'The certificate of the event store is not valid yet', 'Check the clocks of the server and of n8n.'],
	[
		/self-signed|unable to (?:verify|get)|certificate/i,
		'The certificate of the event store is not trusted',
		'If a private authority signed it, put the certificate of that authority into the field CA Certificate of the credential.',
	],
];

/**
 * Says why the server was not reached, by the words of the client: it has no codes for it.
 *
 * @param said what the client said
 */
export function unreachable(said: string, { secure }: Way): SystemFailure {
	const words = said.replace(/^No connection established\. Last error: (?:Error(?: \[\w+\])?: )?/, '').trim();
	const [, message, description] = (secure && CERTIFICATES.find(([pattern]) => pattern.test(words))) || [];
	if (message !== undefined) return { message: `${message} (${firstClause(words)})`, description, code: 'certificate' };
	if (/wrong version number|SSL routines|packet length too long/.test(words)) {
		return {
			message: 'The event store does not speak TLS at this address',
			description: 'Add ?tls=false to the connection string, or switch TLS on at the server.',
			code: 'unavailable',
		};
	}
	if (!secure && /^Failed to connect|ECONNRESET|socket hang up|closed/.test(words)) {
		return {
			message: 'The event store closed the connection before it answered',
			description: `If the server speaks TLS, take tls=false out of the connection string. ${CHECK_ADDRESS}`,
			code: 'unavailable',
		};
	}
	return { message: words, description: CHECK_ADDRESS, code: 'unavailable' };
}

/** Without the hints of Node.js, which are for whoever starts it. */
function firstClause(words: string): string {
	return words.split(/[;\n]/)[0] ?? words;
}

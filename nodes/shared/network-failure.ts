import { types } from 'node:util';

import type { SystemFailure } from './errors.ts';

const CERTIFICATE = /^(?:CERT_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_)/;

/**
 * Says in words why no answer came from a system, and what to do about it.
 *
 * @param thrown what Node.js or a library over it threw; causes are looked through
 * @param system the system's name, as it begins a sentence: "The object gateway"
 * @param url address that was called; only its host and port are shown
 * @returns `undefined` when the failure is of another kind
 */
export function networkFailure(thrown: unknown, system: string, url: string): SystemFailure | undefined {
	const code = codeOf(thrown);
	const at = URL.canParse(url) ? new URL(url).host : 'the given address';
	if (code === undefined) return undefined;
	if (CERTIFICATE.test(code)) {
		return {
			message: `The certificate of ${at} is not trusted (${code})`,
			description:
				'If a private authority signed it, put the certificate of that authority into the credential; its URL must have a name that the certificate covers.',
			code: 'certificate',
		};
	}
	switch (code) {
		case 'ECONNREFUSED':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return {
				message: `${system} cannot be reached at ${at}`,
				description: 'Check that it runs and listens there, and the URL in the credential.',
				code: 'unreachable',
			};
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return {
				message: `${system} cannot be reached: the name of ${at} is not known`,
				description: 'Check the URL in the credential, and that n8n can resolve the name.',
				code: 'unreachable',
			};
		case 'ETIMEDOUT':
		case 'ESOCKETTIMEDOUT':
		case 'ECONNABORTED':
		case 'TimeoutError':
			return {
				message: `${system} at ${at} did not answer in time`,
				description: 'It is overloaded, or a firewall drops the connection. A change may have been made all the same.',
				code: 'timeout',
			};
		case 'ECONNRESET':
		case 'EPIPE':
			return {
				message: `${system} at ${at} closed the connection before it answered`,
				description: 'It was stopped or restarted, or a proxy is in between. A change may have been made all the same.',
				code: 'connection-lost',
			};
		case 'EPROTO':
			return {
				message: `${system} at ${at} does not speak TLS`,
				description: 'The URL in the credential begins with https://; use http:// or switch TLS on at the system.',
				code: 'unreachable',
			};
		default:
			return undefined;
	}
}

function codeOf(thrown: unknown): string | undefined {
	if (!types.isNativeError(thrown)) return undefined;
	if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
	if (thrown.name === 'TimeoutError') return thrown.name;
	return codeOf(thrown.cause);
}

import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Peers whose X-Forwarded headers are believed: proxies on the same host or a private network. */
const TRUSTED = new BlockList();
TRUSTED.addSubnet('127.0.0.0', 8, 'ipv4');
TRUSTED.addSubnet('10.0.0.0', 8, 'ipv4');
TRUSTED.addSubnet('172.16.0.0', 12, 'ipv4');
TRUSTED.addSubnet('192.168.0.0', 16, 'ipv4');
TRUSTED.addAddress('::1', 'ipv6');
TRUSTED.addSubnet('fc00::', 7, 'ipv6');
TRUSTED.addSubnet('fe80::', 10, 'ipv6');

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Scheme and authority under which the caller reached the server. Issuers and links are built on it, so it follows
 * Host and, from a trusted peer, X-Forwarded-Proto. Undefined when Host is missing or malformed.
 */
export function originOf(request: IncomingMessage): string | undefined {
	const { host } = request.headers;
	if (!host || !HOST.test(host)) return undefined;
	const forwarded = trusted(request) ? first(request.headers['x-forwarded-proto']) : undefined;
	return `${forwarded === 'https' ? 'https' : 'http'}://${host}`;
}

/** The caller's address: the peer's, or what a trusted peer forwards. */
export function clientIpOf(request: IncomingMessage): string | null {
	const forwarded = trusted(request) ? first(request.headers['x-forwarded-for']) : undefined;
	if (forwarded && isIP(forwarded)) return forwarded;
	return plain(request.socket.remoteAddress) ?? null;
}

function trusted(request: IncomingMessage): boolean {
	const address = plain(request.socket.remoteAddress);
	return address !== undefined && TRUSTED.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** An IPv4 address without the prefix that a dual-stack socket puts before it. */
function plain(address: string | undefined): string | undefined {
	return address?.replace(/^::ffff:/, '');
}

function first(header: string | string[] | undefined): string | undefined {
	return (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim().toLowerCase();
}

import { isIP, isIPv4 } from 'node:net';

type Spelling = (text: string) => string;

const lowerCase: Spelling = (text) => text.toLowerCase();

/** Hexadecimal digits in pairs, as netaddr's Unix dialects write them, in capitals. */
const pairs = (digits: number): Spelling => (text) => {
	const hex = text.replace(/[\s:.-]/g, '');
	return hex.length === digits && /^[0-9a-f]+$/i.test(hex) ? (hex.toUpperCase().match(/../g) ?? []).join(':') : text;
};

/** An address with its mask; without one, a mask of all bits (Python's netaddr, IPNetwork). */
const network: Spelling = (text) => {
	const { address, bits } = parseNetwork(text);
	return bits === undefined ? text : `${address}/${bits}`;
};

/** A network: bits beyond the mask are taken away. */
const prefix: Spelling = (text) => {
	const { address, bits } = parseNetwork(text);
	return bits === undefined ? text : `${maskAddress(address, bits)}/${bits}`;
};

/** How NetBox writes what people write in several ways (`save()` of its models; NetBox 4.7). */
const SPELLINGS: Readonly<Record<string, Readonly<Record<string, Spelling>>>> = {
	'dcim/interfaces': { mac_address: pairs(12), wwn: pairs(16) },
	'dcim/mac-addresses': { mac_address: pairs(12) },
	'ipam/aggregates': { prefix: network },
	'ipam/ip-addresses': { address: network, dns_name: lowerCase },
	'ipam/ip-ranges': { start_address: network, end_address: network },
	'ipam/prefixes': { prefix },
	'virtualization/interfaces': { mac_address: pairs(12) },
};

/** A text as NetBox writes it: without blanks around it, and in the one form that it has for such things. */
export function spelled(path: string, name: string, text: string): string {
	const trimmed = text.trim();
	return SPELLINGS[path]?.[name]?.(trimmed) ?? trimmed;
}

/** The address in its shortest form; `bits` is `undefined` for what is no address. */
function parseNetwork(text: string): { address: string; bits: number | undefined } {
	const [given = '', mask, ...more] = text.trim().split('/');
	const family = isIP(given);
	if (family === 0 || given.includes('%') || more.length > 0) return { address: text, bits: undefined };
	const longest = family === 4 ? 32 : 128;
	// What the URL standard makes of an IPv6 host is its shortest form (RFC 5952).
	const address = family === 4 ? given : new URL(`http://[${given}]`).hostname.slice(1, -1);
	const bits = mask === undefined ? longest : maskBits(mask);
	return { address, bits: bits !== undefined && bits <= longest ? bits : undefined };
}

/** `24`, or `255.255.255.0`. */
function maskBits(mask: string): number | undefined {
	if (/^\d{1,3}$/.test(mask)) return Number(mask);
	if (!isIPv4(mask)) return undefined;
	const digits = toInteger(mask).toString(2).padStart(32, '0');
	return /^1*0*$/.test(digits) ? digits.replace(/0+$/, '').length : undefined;
}

function maskAddress(address: string, bits: number): string {
	const width = isIPv4(address) ? 32 : 128;
	const host = BigInt(width - bits);
	const masked = (toInteger(address) >> host) << host;
	if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((masked >> shift) & 255n)).join('.');
	const groups = Array.from({ length: 8 }, (_, index) => ((masked >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
	return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

function toInteger(address: string): bigint {
	if (isIPv4(address)) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
	const [head = '', tail] = address.split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':'));
	const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
	return [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail ?? '')].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

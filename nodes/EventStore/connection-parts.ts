import { isIPv6 } from 'node:net';

import type { Credentials, EndPoint } from '@eventstore/db-client';

import { trimPasted } from '../shared/address.ts';
import { InvalidField } from '../shared/errors.ts';

export const FIELD = 'Connection String';
export const EXAMPLES = 'esdb://host:2113?tls=false, esdb+discover://cluster.example:2113, kurrentdb://host:2113';

/** Schemes under which the two databases, one the successor of the other, are addressed by their own clients. */
const SCHEMES = ['esdb', 'kurrentdb', 'kurrent', 'kdb'];

const YES_NO = /^(?:true|false)$/i;
const WHOLE = /^-?\d+$/;
const ANYTHING = /./s;

/** Options under the client's own names, with what their values look like. The client itself skips what it does not know. */
const OPTIONS: Record<string, { form: RegExp; allowed: string }> = Object.fromEntries([
	...['tls', 'tlsVerifyCert', 'throwOnAppendFailure'].map((name) => [name, { form: YES_NO, allowed: 'true or false' }] as const),
	...['maxDiscoverAttempts', 'defaultDeadline', 'discoveryInterval', 'gossipTimeout', 'keepAliveInterval', 'keepAliveTimeout'].map(
		(name) => [name, { form: WHOLE, allowed: 'a whole number' }] as const,
	),
	...['connectionName', 'tlsCAFile', 'userCertFile', 'userKeyFile'].map((name) => [name, { form: ANYTHING, allowed: 'text' }] as const),
	['nodePreference', { form: /^(?:leader|follower|random|read[-_]?only[-_]?replica)$/i, allowed: 'leader, follower, random, readOnlyReplica' }],
]);

/** A connection string taken apart and checked; nothing of its login is in any error. */
export interface ConnectionParts {
	/** Whether the hosts are to be asked for the members of their cluster. */
	discover: boolean;
	login: Credentials | undefined;
	/** An IPv6 address stands in brackets, as gRPC takes it. */
	hosts: EndPoint[];
	/** Values under the client's own names, those of yes and no in small letters. */
	options: Map<string, string>;
}

/** @throws InvalidField for what is no connection string, and for what the client would silently ignore */
export function connectionParts(connectionString: string): ConnectionParts {
	const text = trimPasted(connectionString);
	if (text === '') throw new InvalidField(FIELD, 'is empty', EXAMPLES);
	if (/^["'`]/.test(text)) throw new InvalidField(FIELD, 'stands in quotation marks', EXAMPLES);
	const [, scheme, discover, rest = ''] = /^([a-z]+)(\+discover)?:\/\/(.*)$/is.exec(text) ?? [];
	if (scheme === undefined || !SCHEMES.includes(scheme.toLowerCase())) {
		throw new InvalidField(FIELD, `must begin with ${SCHEMES.map((name) => `${name}://`).join(', ')}, or such with +discover`, EXAMPLES);
	}
	if (/\s/.test(text)) throw new InvalidField(FIELD, 'has a blank or a line break in it', EXAMPLES);
	const [, login, hosts = '', path = '', query = ''] = /^(?:([^/?#]*)@)?([^/?#]*)([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
	if ((path + query).includes('@')) {
		throw new InvalidField(FIELD, 'has a /, ? or # in user name or password', 'them percent-encoded, or in their own fields');
	}
	if (!/^\/*$/.test(path)) throw new InvalidField(FIELD, 'has a path or a # after the host', EXAMPLES);
	return {
		discover: discover !== undefined,
		login: login ? toLogin(login) : undefined,
		hosts: hosts.split(',').map(toHost),
		options: toOptions(query),
	};
}

function toHost(text: string): EndPoint {
	if (text === '') throw new InvalidField(FIELD, 'names no host', EXAMPLES);
	if (text.startsWith('[')) return toIPv6(text);
	if (isIPv6(text)) throw new InvalidField(FIELD, 'has an IPv6 address without brackets, of which nobody can tell the port', `esdb://[${text}]:2113`);
	const [host = '', port = '2113', ...more] = text.split(':');
	if (!/^[\p{L}\p{N}._-]+$/u.test(host)) throw new InvalidField(FIELD, 'has a host with signs that no name has', EXAMPLES);
	return { address: host, port: toPort(more.length > 0 ? '' : port, host) };
}

/** As addresses stand in URLs (RFC 3986, 3.2.2). */
function toIPv6(text: string): EndPoint {
	const [, address = '', port = '2113'] = /^\[([^\]]*)\](?::(.*))?$/.exec(text) ?? [];
	if (!isIPv6(address)) throw new InvalidField(FIELD, `has "${text.slice(0, 80)}", which is no IPv6 address`, 'esdb://[2001:db8::1]:2113');
	return { address: `[${address}]`, port: toPort(port, `[${address}]`) };
}

function toPort(text: string, host: string): number {
	const port = /^\d+$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > 65_535) throw new InvalidField(FIELD, `has no port number after the host ${host}`, '1 to 65535');
	return port;
}

function toOptions(query: string): Map<string, string> {
	const options = new Map<string, string>();
	for (const option of query.split('&').filter(Boolean)) {
		const [key = '', ...rest] = option.split('=');
		const name = Object.keys(OPTIONS).find((known) => flat(known) === flat(key));
		if (name === undefined) throw new InvalidField(FIELD, `has an option "${key}" that there is none of`, Object.keys(OPTIONS).join(', '));
		const value = rest.join('=');
		const { form, allowed } = OPTIONS[name]!;
		if (!form.test(value)) throw new InvalidField(FIELD, `has "${value}" as ${name}`, allowed);
		if (options.has(name)) throw new InvalidField(FIELD, `has the option ${name} twice`, 'one');
		options.set(name, form === YES_NO ? value.toLowerCase() : value);
	}
	return options;
}

/** Clients write options in different ways: `tls-verify-cert`, `TlsVerifyCert`. */
function flat(name: string): string {
	return name.toLowerCase().replaceAll(/[-_]/g, '');
}

function toLogin(login: string): Credentials {
	const [username = '', ...password] = login.split(':');
	try {
		return { username: decodeURIComponent(username), password: decodeURIComponent(password.join(':')) };
	} catch {
		throw new InvalidField(FIELD, 'has a % in user name or password that encodes nothing', 'user name and password in their own fields');
	}
}

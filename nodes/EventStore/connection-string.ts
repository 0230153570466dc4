import { X509Certificate } from 'node:crypto';

import type {
	ChannelCredentialOptions,
	Credentials,
	DNSClusterOptions,
	GossipClusterOptions,
	SingleNodeOptions,
} from '@eventstore/db-client';
import { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';

import { trimPasted } from '../shared/address.ts';
import { InvalidField } from '../shared/errors.ts';
import { connectionParts, EXAMPLES, FIELD } from './connection-parts.ts';

/** The credential `eventStoreApi`, decrypted. */
export type EventStoreCredential = {
	connectionString: string;
	username?: string;
	password?: string;
	/** PEM. */
	caCertificate?: string;
};

/** What the client is constructed from. */
export interface ConnectionSettings {
	settings: SingleNodeOptions | GossipClusterOptions | DNSClusterOptions;
	channel: ChannelCredentialOptions;
	login: Credentials | undefined;
}

/**
 * Reads the credential: connection string, user and certificate.
 *
 * The client's own parser sees neither the login, which it quotes in warnings, nor anything that it would skip.
 *
 * @throws InvalidField for what cannot be used, and for what the client would silently ignore
 */
export function connectionSettings(credential: EventStoreCredential): ConnectionSettings {
	const { discover, login: own, hosts, options: given } = connectionParts(credential.connectionString);
	const options = parse(discover, hosts, given);
	const insecure = options.tls === false;
	const username = trimPasted(credential.username ?? '');
	// Blanks may belong to a password, line breaks come from copying.
	const password = (credential.password ?? '').replace(/^[\r\n]+|[\r\n]+$/g, '');
	const login = username ? { username, password } : own;
	if (options.tlsCAFile !== undefined || options.userCertFile !== undefined || options.userKeyFile !== undefined) {
		throw new InvalidField(FIELD, 'names a certificate file on the host of n8n', 'the certificate itself, in the field CA Certificate');
	}

	const common = {
		connectionName: options.connectionName ?? 'n8n',
		keepAliveInterval: options.keepAliveInterval,
		keepAliveTimeout: options.keepAliveTimeout,
		defaultDeadline: options.defaultDeadline,
		maxDiscoverAttempts: options.maxDiscoverAttempts,
		discoveryInterval: options.discoveryInterval,
		gossipTimeout: options.gossipTimeout,
		nodePreference: options.nodePreference,
	};
	const [endpoint, ...others] = options.hosts;
	if (endpoint === undefined) throw new InvalidField(FIELD, 'names no host', EXAMPLES);
	const settings = discover
		? { ...common, discover: endpoint }
		: others.length > 0
			? { ...common, endpoints: options.hosts }
			: { ...common, endpoint };
	const channel: ChannelCredentialOptions = {
		insecure,
		...(credential.caCertificate?.trim() && { rootCertificate: authority(credential.caCertificate) }),
		...(given.get('tlsVerifyCert') === 'false' && { verifyOptions: { rejectUnauthorized: false } }),
	};
	// Without TLS the server has no users: as the vendor's clients do, the login is taken, and never sent in clear.
	return { settings, channel, login: insecure ? undefined : login };
}

/** Checked here, because TLS would take anything and then trust nobody. Line breaks may have been lost in pasting. */
function authority(pem: string): Buffer {
	const allowed = 'one or more certificates in PEM form, each between BEGIN CERTIFICATE and END CERTIFICATE';
	const bodies = [...pem.matchAll(/-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----/gs)].map(([, body = '']) => body);
	if (bodies.length === 0) throw new InvalidField('CA Certificate', 'holds no certificate', allowed);
	try {
		const certificates = bodies.map((body) => new X509Certificate(Buffer.from(body.replace(/\\n|\s/g, ''), 'base64')));
		return Buffer.from(certificates.map(String).join(''));
	} catch {
		throw new InvalidField('CA Certificate', 'holds a certificate that cannot be read', allowed);
	}
}

/** Through the client's own parser, which warns of `tlsVerifyCert`, unknown to it, on n8n's console. */
function parse(discover: boolean, hosts: string, given: ReadonlyMap<string, string>): ReturnType<typeof parseConnectionString> {
	const options = [...given].filter(([name]) => name !== 'tlsVerifyCert').map(([name, value]) => `${name}=${value}`);
	try {
		return parseConnectionString(`esdb${discover ? '+discover' : ''}://${hosts}${options.length > 0 ? `?${options.join('&')}` : ''}`);
	} catch (error) {
		throw new InvalidField(FIELD, error instanceof Error ? error.message : String(error), EXAMPLES);
	}
}

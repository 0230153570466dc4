import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

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
	/** PEM, as are the two below. */
	caCertificate?: string;
	/** Of a user who is known by a certificate instead of a password. */
	clientCertificate?: string;
	clientPrivateKey?: string;
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
	const options = parse(given);
	const insecure = options.tls === false;
	const username = trimPasted(credential.username ?? '');
	// Blanks may belong to a password, line breaks come from copying.
	const password = (credential.password ?? '').replace(/^[\r\n]+|[\r\n]+$/g, '');
	const login = username ? { username, password } : own;
	if (options.tlsCAFile !== undefined || options.userCertFile !== undefined || options.userKeyFile !== undefined) {
		throw new InvalidField(FIELD, 'names a certificate file on the host of n8n', 'the certificate itself, in the field CA Certificate, or Client Certificate and Client Private Key');
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
	const [endpoint, ...others] = hosts;
	if (endpoint === undefined) throw new InvalidField(FIELD, 'names no host', EXAMPLES);
	const settings = discover
		? { ...common, discover: endpoint }
		: others.length > 0
			? { ...common, endpoints: hosts }
			: { ...common, endpoint };
	const channel: ChannelCredentialOptions = {
		insecure,
		...(credential.caCertificate?.trim() && { rootCertificate: certificates(credential.caCertificate, 'CA Certificate') }),
		...clientPair(credential),
		...(given.get('tlsVerifyCert') === 'false' && { verifyOptions: { rejectUnauthorized: false } }),
	};
	// Without TLS the server has no users: as the vendor's clients do, the login is taken, and never sent in clear.
	return { settings, channel, login: insecure ? undefined : login };
}

/** The certificate by which the server knows the user; gRPC says nothing of a key that is another's until the server closes. */
function clientPair({ clientCertificate = '', clientPrivateKey = '' }: EventStoreCredential): Pick<ChannelCredentialOptions, 'userCertFile' | 'userKeyFile'> {
	if (clientCertificate.trim() === '' && clientPrivateKey.trim() === '') return {};
	if (clientPrivateKey.trim() === '') throw new InvalidField('Client Private Key', 'is missing, and without it a certificate proves nothing', 'the private key of the certificate in PEM form');
	if (clientCertificate.trim() === '') throw new InvalidField('Client Certificate', 'is missing beside its key', 'the certificate in PEM form');
	const userCertFile = certificates(clientCertificate, 'Client Certificate');
	const key = privateKey(clientPrivateKey);
	if (!new X509Certificate(userCertFile).checkPrivateKey(key)) throw new InvalidField('Client Private Key', 'belongs to another certificate', 'the private key of the certificate');
	return { userCertFile, userKeyFile: Buffer.from(key.export({ type: 'pkcs8', format: 'pem' })) };
}

function privateKey(pem: string): KeyObject {
	const [, kind, body = ''] = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----(.+?)-----END/s.exec(pem) ?? [];
	const allowed = 'a private key in PEM form that no password protects, between BEGIN PRIVATE KEY and END PRIVATE KEY';
	if (kind === undefined) throw new InvalidField('Client Private Key', 'holds no private key', allowed);
	const type = kind.startsWith('RSA') ? 'pkcs1' : kind.startsWith('EC') ? 'sec1' : 'pkcs8';
	try {
		return createPrivateKey({ key: Buffer.from(body.replace(/\\n|\s/g, ''), 'base64'), format: 'der', type });
	} catch {
		throw new InvalidField('Client Private Key', 'holds a private key that cannot be read', allowed);
	}
}

/** Checked here, because TLS would take anything and then trust nobody. Line breaks may have been lost in pasting. */
function certificates(pem: string, field: string): Buffer {
	const allowed = 'one or more certificates in PEM form, each between BEGIN CERTIFICATE and END CERTIFICATE';
	const bodies = [...pem.matchAll(/-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----/gs)].map(([, body = '']) => body);
	if (bodies.length === 0) throw new InvalidField(field, 'holds no certificate', allowed);
	try {
		const read = bodies.map((body) => new X509Certificate(Buffer.from(body.replace(/\\n|\s/g, ''), 'base64')));
		return Buffer.from(read.map(String).join(''));
	} catch {
		throw new InvalidField(field, 'holds a certificate that cannot be read', allowed);
	}
}

/** Options through the client's own parser, which warns of `tlsVerifyCert`, unknown to it, on n8n's console; it takes no IPv6 address. */
function parse(given: ReadonlyMap<string, string>): ReturnType<typeof parseConnectionString> {
	const options = [...given].filter(([name]) => name !== 'tlsVerifyCert').map(([name, value]) => `${name}=${value}`);
	try {
		return parseConnectionString(`esdb://host${options.length > 0 ? `?${options.join('&')}` : ''}`);
	} catch (error) {
		throw new InvalidField(FIELD, error instanceof Error ? error.message : String(error), EXAMPLES);
	}
}

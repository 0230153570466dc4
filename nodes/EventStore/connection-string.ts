import { X509Certificate } from 'node:crypto';

import type {
	ChannelCredentialOptions,
	Credentials,
	DNSClusterOptions,
	GossipClusterOptions,
	SingleNodeOptions,
} from '@eventstore/db-client';
import { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';

import { InvalidField } from '../shared/errors.ts';

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

const FIELD = 'Connection String';
const EXAMPLES = 'esdb://host:2113?tls=false, esdb+discover://cluster.example:2113, kurrentdb://host:2113';

/** Schemes under which the two databases, one the successor of the other, are addressed by their own clients. */
const SCHEMES = ['esdb', 'kurrentdb', 'kurrent', 'kdb'];

/**
 * Reads the credential: connection string, user and certificate.
 *
 * The login is cut out before the client's own parser sees the string, because that one quotes it in warnings.
 *
 * @throws InvalidField for what cannot be used, and for what the client would silently ignore
 */
export function connectionSettings(credential: EventStoreCredential): ConnectionSettings {
	const { discover, login: loginInString, rest, verify } = split(credential.connectionString);
	const options = parse(`esdb${discover}://${rest}`);
	const insecure = options.tls === false;
	const { username, password = '' } = credential;
	const login = username ? { username, password } : loginInString;

	if (insecure && login !== undefined) {
		throw new InvalidField(
			FIELD,
			'says tls=false, and without TLS the client sends no user name and password',
			'TLS (remove tls=false), or no user name and password',
		);
	}
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
		...(!verify && { verifyOptions: { rejectUnauthorized: false } }),
	};
	return { settings, channel, login };
}

interface Parts {
	/** `+discover`, or empty. */
	discover: string;
	login: Credentials | undefined;
	/** Hosts and options. */
	rest: string;
	/** What `tlsVerifyCert` says, which the client's parser reads but the client ignores. */
	verify: boolean;
}

function split(connectionString: string): Parts {
	const match = /^([a-z]+)(\+discover)?:\/\/(?:([^/?]*)@)?([^?]*)(?:\?(.*))?$/s.exec(connectionString.trim());
	const [, scheme = '', discover = '', login, hosts = '', query = ''] = match ?? [];
	if (!SCHEMES.includes(scheme)) throw new InvalidField(FIELD, 'is none of an event store', EXAMPLES);
	const options = query.split('&').filter(Boolean);
	const others = options.filter((option) => !/^tls[-_]?verify[-_]?cert=/i.test(option));
	return {
		discover,
		login: login ? toLogin(login) : undefined,
		rest: others.length > 0 ? `${hosts}?${others.join('&')}` : hosts,
		verify: !options.some((option) => /^tls[-_]?verify[-_]?cert=false$/i.test(option)),
	};
}

function toLogin(login: string): Credentials {
	const [username = '', ...password] = login.split(':');
	try {
		return { username: decodeURIComponent(username), password: decodeURIComponent(password.join(':')) };
	} catch {
		throw new InvalidField(FIELD, 'has a % in user name or password that encodes nothing', 'user name and password in their own fields');
	}
}

/** Checked here, because TLS would take anything and then trust nobody. */
function authority(pem: string): Buffer {
	try {
		const certificates = pem.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
		if (certificates.length === 0) throw new Error('holds no certificate');
		for (const certificate of certificates) new X509Certificate(certificate);
		return Buffer.from(certificates.join('\n'));
	} catch (error) {
		throw new InvalidField('CA Certificate', error instanceof Error ? error.message : String(error), 'one or more certificates in PEM form');
	}
}

function parse(connectionString: string): ReturnType<typeof parseConnectionString> {
	try {
		return parseConnectionString(connectionString);
	} catch (error) {
		throw new InvalidField(FIELD, error instanceof Error ? error.message : String(error), EXAMPLES);
	}
}

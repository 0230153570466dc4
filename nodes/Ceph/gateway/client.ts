import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { S3Client } from '@aws-sdk/client-s3';

import { ClientCache } from '../../shared/client-cache.ts';
import { systemAddress, trimPasted } from '../../shared/address.ts';
import { InvalidField } from '../../shared/errors.ts';
import { tlsOptions, type Trust } from '../tls.ts';
import { carryUtf8 } from './header-text.ts';

/** The credential type `cephObjectGatewayApi`, decrypted. */
export interface GatewayCredential extends Trust {
	endpoint: string;
	region: string;
	accessKeyId: string;
	secretAccessKey: string;
	forcePathStyle: boolean;
	/** Scheme, host and port by which the gateway reaches n8n; those of n8n's webhooks when empty. */
	webhookBaseUrl?: string;
	/** Address under which readers of presigned URLs reach the gateway; the endpoint when empty. */
	publicEndpoint?: string;
}

/** Milliseconds to wait for a connection. */
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds without a byte; completing a large multipart upload is silent for minutes. */
const SILENCE_TIMEOUT = 300_000;

/** Clients with their open connections, kept between executions. */
export const clients = new ClientCache<GatewayCredential, S3Client>({
	open: openClient,
	close: (client) => client.destroy(),
});

function openClient(credential: GatewayCredential): S3Client {
	const client = new S3Client({
		...clientSettings(credential, SILENCE_TIMEOUT),
		forcePathStyle: credential.forcePathStyle,
		// By default the SDK adds CRC32 trailers to uploads, which gateways before 20 refuse; see signDigests for theirs.
		requestChecksumCalculation: 'WHEN_REQUIRED',
		responseChecksumValidation: 'WHEN_REQUIRED',
	});
	signDigests(client);
	carryUtf8(client);
	// It asks for leave before each body; with agents of one's own the SDK does not wait for it.
	client.middlewareStack.remove('addExpectContinueMiddleware');
	return client;
}

/**
 * A credential as people paste it, without what copying puts around its texts.
 *
 * @throws InvalidField when an endpoint is no address of a gateway, or a key is missing
 */
export function readCredential(credential: GatewayCredential) {
	const { endpoint, publicEndpoint = '', region, accessKeyId, secretAccessKey, forcePathStyle, caCertificate, allowUnauthorizedCerts } = credential;
	return {
		endpoint: gatewayAddress(endpoint, 'Endpoint'),
		publicEndpoint: trimPasted(publicEndpoint) === '' ? '' : gatewayAddress(publicEndpoint, 'Public Endpoint'),
		region: given(region, 'Region', 'us-east-1, or the API name of a zone group'),
		accessKeyId: given(accessKeyId, 'Access Key', 'the access key of a user of the gateway'),
		secretAccessKey: given(secretAccessKey, 'Secret Key', 'the secret that belongs to the access key'),
		forcePathStyle,
		caCertificate,
		allowUnauthorizedCerts,
	};
}

/** n8n also keeps credentials in which required fields were left empty. */
function given(text: string | undefined, field: string, allowed: string): string {
	const trimmed = trimPasted(text ?? '');
	if (trimmed === '') throw new InvalidField(field, 'the credential holds none', allowed);
	return trimmed;
}

/** The gateway takes what comes first in a path for a bucket, and signatures are made for the whole path. */
function gatewayAddress(text: string | undefined, field: string): string {
	const address = systemAddress(text ?? '', { field, example: 'https://rgw.example.com:7480', login: 'the fields Access Key and Secret Key' });
	const { origin, pathname } = new URL(address);
	if (pathname !== '/') throw new InvalidField(field, `it has the path "${pathname.slice(0, 80)}"`, `the address without a bucket: ${origin}`);
	return address;
}

/**
 * What clients of each of the gateway's APIs are made with.
 *
 * @param silence milliseconds without a byte
 * @throws InvalidField when the endpoint is no address
 */
export function clientSettings(credential: GatewayCredential, silence: number) {
	const { endpoint, region, accessKeyId, secretAccessKey } = readCredential(credential);
	const connections = { keepAlive: true, maxSockets: 64 };
	return {
		endpoint,
		region,
		credentials: { accessKeyId, secretAccessKey },
		requestHandler: {
			httpAgent: new HttpAgent(connections),
			httpsAgent: new HttpsAgent({ ...connections, ...tlsOptions(credential) }),
			connectionTimeout: CONNECT_TIMEOUT,
			socketTimeout: silence,
		},
	};
}

/**
 * Bodies are sent with their MD5, which all gateways compare with what arrives, and which is signed. Taking their SHA-256
 * for the signature too, here and there, would take as long again and tell no more.
 */
function signDigests(client: S3Client): void {
	client.middlewareStack.add(
		(next) => async (args) => {
			const { headers } = args.request as { headers: Record<string, string> };
			if ('content-md5' in headers) headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
			return await next(args);
		},
		{ step: 'build', name: 'signDigests' },
	);
}

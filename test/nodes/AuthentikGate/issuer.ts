import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer as createPlainServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { exportJWK, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';

import { makeCertificate } from '../../../stack/certificate.ts';

/** Slug of the application that it has from the start. */
const SLUG = 'documents';

/** A key that an issuer signs with. */
export interface SigningKey {
	kid: string;
	alg: string;
	privateKey: KeyObject;
	publicKey: KeyObject;
}

export function signingKey(kid: string, alg = 'RS256'): SigningKey {
	const curves: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
	const curve = curves[alg];
	const pair =
		alg === 'EdDSA'
			? generateKeyPairSync('ed25519')
			: curve === undefined
				? generateKeyPairSync('rsa', { modulusLength: 2048 })
				: generateKeyPairSync('ec', { namedCurve: curve });
	return { kid, alg, ...pair };
}

/** Signs whatever claims and header a test wants. */
export async function sign(claims: JWTPayload, key: SigningKey, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
	const crit = Object.fromEntries((header.crit ?? []).map((name) => [name, true]));
	return await new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header }).sign(key.privateKey, { crit });
}

/** Discovery and keys of applications, served on loopback as Authentik does: its addresses follow the Host header. */
export class Issuer {
	/** The keys that its applications publish, by their slugs. */
	private readonly keys = new Map<string, JWK[]>();
	/** What the discovery document says instead of the truth. */
	discovery: object = {};
	/** Status of every answer. */
	status = 200;
	requests: string[] = [];
	readonly certificate: string | undefined;

	private readonly server: Server;

	/** One that speaks TLS with a certificate of its own. */
	static async secure(): Promise<Issuer> {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const subject = { commonName: 'localhost', organization: 'test', dnsNames: ['localhost'] };
		const cert = await makeCertificate({ ...subject, privateKey, validDays: 1, from: new Date() });
		return new Issuer({ key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert });
	}

	constructor(tls?: { key: string; cert: string }) {
		const listener: RequestListener = (request, response) => {
			this.requests.push(request.url ?? '');
			const origin = `${tls ? 'https' : 'http'}://${request.headers.host}`;
			const found = this.document(request.url, origin);
			response.writeHead(found === undefined ? 404 : this.status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(found ?? {}));
		};
		this.certificate = tls?.cert;
		this.server = tls ? createSecureServer(tls, listener) : createPlainServer(listener);
	}

	get origin(): string {
		const { port } = this.server.address() as AddressInfo;
		return this.certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
	}

	get issuer(): string {
		return this.issuerOf(SLUG);
	}

	issuerOf(slug: string): string {
		return `${this.origin}${pathOf(slug)}`;
	}

	async start(...keys: SigningKey[]): Promise<this> {
		await new Promise<void>((resolve) => void this.server.listen(0, '127.0.0.1', resolve));
		await this.publish(...keys);
		return this;
	}

	async publish(...keys: SigningKey[]): Promise<void> {
		await this.add(SLUG, ...keys);
	}

	/** Another application. */
	async add(slug: string, ...keys: SigningKey[]): Promise<void> {
		const published = keys.map(async ({ kid, alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }));
		this.keys.set(slug, await Promise.all(published));
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => void this.server.close(resolve));
	}

	private document(path: string | undefined, origin: string): object | undefined {
		for (const [slug, keys] of this.keys) {
			const below = pathOf(slug);
			if (path === `${below}jwks/`) return keys.length === 0 ? {} : { keys };
			if (path !== `${below}.well-known/openid-configuration`) continue;
			return { issuer: `${origin}${below}`, jwks_uri: `${origin}${below}jwks/`, ...this.discovery };
		}
		return undefined;
	}
}

function pathOf(slug: string): string {
	return `/application/o/${slug}/`;
}

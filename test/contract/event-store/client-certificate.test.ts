import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import type { ICredentialTestFunctions } from 'n8n-workflow';

import { makeCertificate } from '../../../stack/certificate.ts';
import { node } from './support/event-store.ts';

const authority = { commonName: 'authority', organization: 'Test', privateKey: keyOf() };

function keyOf(): KeyObject {
	return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

const pem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }));

const signed = async (commonName: string, privateKey: KeyObject) =>
	await makeCertificate({
		commonName,
		organization: 'Test',
		privateKey,
		dnsNames: ['localhost'],
		validDays: 1,
		from: new Date(Date.now() - 60_000),
		...(commonName === authority.commonName ? { isAuthority: true } : { issuer: authority }),
	});

/** A server that lets in only who has a certificate of the authority, as KurrentDB does with user certificates; it notes their names. */
async function startServer(caCertificate: string): Promise<{ port: number; names: unknown[]; close: () => void }> {
	const key = keyOf();
	const names: unknown[] = [];
	const server = new Server();
	server.addService({ read: StreamsService.read }, {
		read(call: ServerWritableStream<object, object>) {
			names.push(call.getAuthContext().sslPeerCertificate?.subject.CN);
			call.end();
		},
	});
	const pair = { private_key: Buffer.from(pem(key)), cert_chain: Buffer.from(await signed('localhost', key)) };
	const port = await new Promise<number>((resolve, reject) =>
		server.bindAsync('127.0.0.1:0', ServerCredentials.createSsl(Buffer.from(caCertificate), [pair], true), (error, bound) => (error ? reject(error) : resolve(bound))),
	);
	return { port, names, close: () => server.forceShutdown() };
}

describe('a user who is known by a certificate', () => {
	let caCertificate: string;
	let server: Awaited<ReturnType<typeof startServer>>;
	beforeAll(async () => {
		caCertificate = await signed(authority.commonName, authority.privateKey);
		server = await startServer(caCertificate);
	});
	afterAll(() => server.close());

	const test = (more: object) =>
		node.methods.credentialTest.eventStoreConnection.call({} as ICredentialTestFunctions, {
			id: '1',
			name: 'store',
			type: 'eventStoreApi',
			data: { connectionString: `esdb://localhost:${server.port}`, username: '', password: '', caCertificate, ...more },
		});

	it('is let in under its name, also with line breaks lost in pasting', async () => {
		const key = keyOf();
		const clientCertificate = await signed('ada', key);
		expect(await test({ clientCertificate, clientPrivateKey: pem(key) })).toMatchObject({ status: 'OK' });
		const inOneLine = (text: string) => text.replaceAll('\n', ' ');
		expect(await test({ clientCertificate: inOneLine(clientCertificate), clientPrivateKey: inOneLine(pem(key)) })).toMatchObject({ status: 'OK' });
		expect(server.names).toEqual(['ada', 'ada']);
		expect(await test({})).toMatchObject({ status: 'Error' });
	});

	it.each([
		['a key of another certificate', async () => ({ clientCertificate: await signed('ada', keyOf()), clientPrivateKey: pem(keyOf()) }), 'Client Private Key: belongs to another certificate'],
		['no key', async () => ({ clientCertificate: await signed('ada', keyOf()) }), 'Client Private Key: is missing'],
		['no certificate', async () => Promise.resolve({ clientPrivateKey: pem(keyOf()) }), 'Client Certificate: is missing'],
		['a certificate for a key', async () => { const certificate = await signed('ada', keyOf()); return { clientCertificate: certificate, clientPrivateKey: certificate }; }, 'Client Private Key: holds no private key'],
		['half a key', async () => { const key = keyOf(); return { clientCertificate: await signed('ada', key), clientPrivateKey: pem(key).replace(/\n.{40}/, '\n') }; }, 'Client Private Key: holds a private key that cannot be read'],
	])('is told what is wrong with %s', async (_what, more, message) => {
		expect(await test(await more())).toMatchObject({ status: 'Error', message: expect.stringContaining(message) as string });
	});
});

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { methods } from '../../../nodes/AuthentikGate/methods.ts';
import '../../support/node-runner.ts';
import { Issuer, signingKey } from './issuer.ts';

// Reads settings when it loads, which the runner's module sets.
const { CredentialTestContext } = await import('n8n-core');

const plain = await new Issuer().start(signingKey('k'));
const secure = await (await Issuer.secure()).start(signingKey('k'));
afterAll(() => Promise.all([plain.stop(), secure.stop()]));
afterEach(() => Object.assign(plain, { discovery: {}, status: 200 }));

/** Tests a credential as n8n's dialog does. */
async function inDialog(data: ICredentialDataDecryptedObject) {
	const credential = { id: '1', name: 'Documents', type: 'authentikApplicationApi', data: { clientId: 'documents-client', ...data } };
	return await methods.credentialTest.authentikApplicationTest.call(new CredentialTestContext(), credential);
}

const ok = { status: 'OK', message: 'Authentik answers, and is the issuer' };

describe('the credential test', () => {
	it('passes when the issuer answers, under its own address or an internal one', async () => {
		expect(await inDialog({ issuer: plain.issuer, internalUrl: '' })).toEqual(ok);
		expect(await inDialog({ issuer: 'https://auth.example/application/o/documents/', internalUrl: plain.origin })).toEqual(ok);
	});

	it('verifies certificates unless told otherwise', async () => {
		const { issuer, certificate } = secure;
		expect(await inDialog({ issuer })).toMatchObject({ status: 'Error' });
		expect(await inDialog({ issuer, caCertificate: certificate! })).toEqual(ok);
		expect(await inDialog({ issuer, allowUnauthorizedCerts: true })).toEqual(ok);
	});

	it.each([
		['the slash', () => ({ issuer: plain.issuer.slice(0, -1) }), 'Issuer: the trailing slash is missing. Allowed: http://'],
		['the discovery address', () => ({ issuer: `${plain.issuer}.well-known/openid-configuration` }), `Issuer: it is the address of the OpenID configuration. Allowed: the issuer alone: ${plain.issuer}, where each`],
		['the address of the keys', () => ({ issuer: `${plain.issuer}jwks/` }), `Issuer: it is the address of an endpoint. Allowed: the issuer alone: ${plain.issuer}, where each`],
		['a password in the address', () => ({ issuer: 'http://u:p@localhost/application/o/documents/' }), 'Issuer: a user name or password does not belong'],
		['a scheme that is missing', () => ({ issuer: plain.issuer.slice('http://'.length) }), 'in the credential must begin with https://'],
		['the application', () => ({ issuer: `${plain.origin}/application/o/other/` }), 'It knows no such application'],
		['the host', () => ({ issuer: 'http://localhost:1/application/o/documents/' }), 'cannot be reached at localhost:1. Check that it runs'],
	])('says what is wrong with %s', async (_what, credential, message) => {
		const { status, message: said } = await inDialog(credential());
		expect(status).toBe('Error');
		expect(said).toContain(message);
	});

	it('names both issuers when they differ', async () => {
		plain.discovery = { issuer: 'http://elsewhere/application/o/documents/' };
		const { message } = await inDialog({ issuer: plain.issuer });
		expect(message).toContain('"http://elsewhere/application/o/documents/"');
		expect(message).toContain(`"${plain.issuer}"`);
	});

	it('takes what copying puts around an address', async () => {
		const { certificate } = secure;
		const pasted = { issuer: ` ${secure.issuer}\n`, clientId: 'documents-client\n', internalUrl: ` ${secure.origin}/ `, caCertificate: `\n${certificate!}\n\n` };
		expect(await inDialog(pasted)).toEqual(ok);
	});

	it('knows an issuer that all providers have, and says when it is one', async () => {
		const issuer = `${plain.origin}/`;
		plain.discovery = { issuer };
		expect(await inDialog({ issuer, applicationSlug: 'documents' })).toEqual(ok);
		expect((await inDialog({ issuer: plain.issuer })).message).toContain(`issuer is "${issuer}". The credential says "${plain.issuer}", but the provider's Issuer Mode is that all`);
	});

	it('follows no redirect', async () => {
		plain.status = 302;
		expect((await inDialog({ issuer: plain.issuer })).message).toContain('with status 302');
	});
});

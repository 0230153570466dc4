import { AlgEnum, IssuerModeEnum } from '@goauthentik/api';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { allowInsecureRequests, discovery, genericGrantRequest, type TokenEndpointResponse } from 'openid-client';

import { methods } from '../../../nodes/AuthentikGate/methods.ts';
import { connections, type Connections } from '../../../stack/connections.ts';
import { call, failureOf, passGate } from '../../nodes/AuthentikGate/gate.ts';
import { otherApplication } from './other-application.ts';

// Reads settings when it loads, which the runner's module sets.
const { CredentialTestContext } = await import('n8n-core');

const { authentik } = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');
const { issuer, clientId } = authentik;
const credential = { issuer, clientId, internalUrl: authentik.url };
const publishers = { requiredGroups: ['document-publishers'] };

type Client = Pick<Connections['authentik'], 'issuer' | 'clientId' | 'clientSecret'>;
type Account = Connections['authentik']['publisher'];

/** Asks for tokens as a program does, by a published client. */
async function tokens(client: Client, account?: Account, scope = 'openid profile'): Promise<TokenEndpointResponse> {
	const found = await discovery(new URL(client.issuer), client.clientId, client.clientSecret, undefined, {
		execute: [allowInsecureRequests],
	});
	return await genericGrantRequest(found, 'client_credentials', { ...account, scope });
}

/** Tests a credential as n8n's dialog does. */
async function inDialog(data: ICredentialDataDecryptedObject) {
	const tested = { id: '1', name: 'Application', type: 'authentikApplicationApi', data };
	return await methods.credentialTest.authentikApplicationTest.call(new CredentialTestContext(), tested);
}

describe('a caller with a token of Authentik', () => {
	it('passes as a member of the group, and is named as Authentik knows it', async () => {
		const { access_token } = await tokens(authentik, authentik.publisher);
		const { allowed, denied } = await passGate(credential, [call(`Bearer ${access_token}`)], publishers);
		expect(denied).toEqual([]);
		const { identity } = allowed[0]!.json as { identity: { subject: string; groups: string[] } };
		expect(identity).toMatchObject({ username: authentik.publisher.username, client: clientId });
		expect(identity.groups).toContain('document-publishers');
		expect(identity.subject).toMatch(/^[0-9a-f]{64}$/);
	});

	it.each<[string, () => Promise<string | undefined>, number, string]>([
		['outside of the group', async () => (await tokens(authentik, authentik.outsider)).access_token, 403, 'missing_group'],
		['without the scope that names groups', async () => (await tokens(authentik, authentik.publisher, 'openid')).access_token, 403, 'missing_group'],
		['with the ID token that comes along', async () => (await tokens(authentik, authentik.publisher)).id_token, 401, 'id_token'],
	])('is denied %s', async (_what, token, status, reason) => {
		const { allowed, denied } = await passGate(credential, [call(await token())], publishers);
		expect(allowed).toEqual([]);
		expect(denied[0]!.json.denial).toMatchObject({ status, reason });
	});

	it('is denied with a token for another application', async () => {
		const other = await otherApplication(authentik, AlgEnum.Rsa);
		try {
			const { access_token } = await tokens(other);
			const { denied } = await passGate(credential, [call(access_token)]);
			expect(denied[0]!.json.denial).toMatchObject({ status: 401 });
			const own = await passGate({ issuer: other.issuer, clientId: other.clientId }, [call(access_token)]);
			expect(own.allowed).toHaveLength(1);
			const ofNobody = await passGate({ issuer: other.issuer, clientId }, [call(access_token)]);
			expect(ofNobody.denied[0]!.json.denial).toMatchObject({ status: 401, reason: 'wrong_audience' });
		} finally {
			await other.remove();
		}
	});

	it('passes for a further application, which is named, and no other', async () => {
		const other = await otherApplication(authentik, AlgEnum.Rsa);
		try {
			const rows = { values: [{ issuer: other.issuer, clientId: other.clientId, applicationSlug: '' }] };
			const items = [call((await tokens(authentik, authentik.publisher)).access_token), call((await tokens(other)).access_token)];
			const { allowed } = await passGate(credential, items, { options: { furtherApplications: rows } });
			expect(allowed.map(({ json }) => (json.identity as { client: string }).client)).toEqual([clientId, other.clientId]);
			expect((await passGate(credential, items)).allowed).toHaveLength(1);
		} finally {
			await other.remove();
		}
	});

	it('passes where the issuer is that of all providers, and the credential test knows it', async () => {
		const other = await otherApplication(authentik, AlgEnum.Rsa, IssuerModeEnum.Global);
		try {
			// Its discovery document is not at its issuer: the client is told the token endpoint.
			const response = await fetch(`${authentik.url}/application/o/token/`, {
				method: 'POST',
				body: new URLSearchParams({ grant_type: 'client_credentials', client_id: other.clientId, client_secret: other.clientSecret, scope: 'profile' }),
			});
			const { access_token } = (await response.json()) as TokenEndpointResponse;
			const there = { issuer: other.issuer, clientId: other.clientId, applicationSlug: other.slug };
			expect((await passGate(there, [call(access_token)])).allowed).toHaveLength(1);
			expect(await inDialog(there)).toMatchObject({ status: 'OK' });
			const { message } = await inDialog({ ...there, issuer: `${authentik.url}/application/o/${other.slug}/`, applicationSlug: '' });
			expect(message).toContain('Issuer Mode is that all providers have the same one');
		} finally {
			await other.remove();
		}
	});

	it('passes with an elliptic curve key when the gate is set to it', async () => {
		const other = await otherApplication(authentik, AlgEnum.Ecdsa);
		try {
			const item = call((await tokens(other)).access_token);
			const there = { issuer: other.issuer, clientId: other.clientId };
			expect((await passGate(there, [item], { options: { algorithm: 'ES256' } })).allowed).toHaveLength(1);
			expect((await passGate(there, [item])).denied[0]!.json.denial).toMatchObject({ reason: 'wrong_algorithm' });
		} finally {
			await other.remove();
		}
	});
});

describe('an application that signs with its secret', () => {
	it('is refused, whatever the token', async () => {
		const other = await otherApplication(authentik, 'none');
		try {
			const there = { issuer: other.issuer, clientId: other.clientId };
			const { access_token } = await tokens(other);
			const { denied } = await passGate(there, [call(access_token)]);
			expect(denied[0]!.json.denial).toMatchObject({ reason: 'wrong_algorithm' });
			const rsa = call((await tokens(authentik, authentik.publisher)).access_token);
			const failure = await failureOf(passGate(there, [rsa]));
			expect(failure.message).toBe('The application has no public key');
		} finally {
			await other.remove();
		}
	});
});

describe('the credential test', () => {
	it('passes for the application', async () => {
		expect(await inDialog(credential)).toEqual({ status: 'OK', message: 'Authentik answers, and is the issuer' });
	});

	it('passes where Authentik is reached by another address than callers use', async () => {
		const outer = `https://auth.example${new URL(issuer).pathname}`;
		expect(await inDialog({ ...credential, issuer: outer })).toMatchObject({ status: 'OK' });
	});

	it('says when there is no such application', async () => {
		const { status, message } = await inDialog({ ...credential, issuer: `${authentik.url}/application/o/no-such/` });
		expect(status).toBe('Error');
		expect(message).toContain('It knows no such application');
	});
});

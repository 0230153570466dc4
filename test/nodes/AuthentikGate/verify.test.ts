import { jest } from '@jest/globals';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import type { INodeExecutionData } from 'n8n-workflow';

import { storedBinary } from '../../support/node-runner.ts';
import { accessClaims, call, passGate } from './gate.ts';
import { Issuer, sign, signingKey } from './issuer.ts';

const key = signingKey('k1');
const stranger = signingKey('k1');
const unpublished = signingKey('k2');
const authentik = await new Issuer().start(key);
const { issuer } = authentik;

afterAll(() => authentik.stop());
afterEach(() => jest.useRealTimers());

const token = (changed: JWTPayload = {}) => sign(accessClaims(issuer, changed), key);
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

describe('a caller with a valid access token', () => {
	it('passes with the data and files of the call, and is named', async () => {
		const data = await storedBinary(Buffer.from('%PDF'), 'a.pdf', 'application/pdf');
		const exp = seconds(60);
		const item = { ...call(`Bearer ${await token({ exp })}`), binary: { data } };
		const { allowed, denied } = await passGate({ issuer }, [item], { requiredGroups: ['document-publishers'], requiredScopes: ['documents:write'] });
		expect(denied).toEqual([]);
		expect(allowed).toEqual([
			{
				json: {
					headers: {},
					body: { name: 'a.pdf' },
					identity: {
						subject: '5f2b',
						username: 'publisher',
						name: 'Publisher',
						email: 'publisher@cim.example',
						groups: ['document-publishers', 'staff'],
						scopes: ['profile', 'email', 'documents:write'],
						client: 'documents-client',
						tokenId: 'j1',
						expiresAt: new Date(exp * 1000).toISOString(),
					},
				},
				binary: { data },
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['the token alone', (jwt: string) => jwt],
		['the scheme in small letters', (jwt: string) => `bearer ${jwt}`],
	])('passes with %s', async (_what, header) => {
		const { allowed } = await passGate({ issuer }, [call(header(await token()))]);
		expect(allowed).toHaveLength(1);
	});

	it('passes when no scope was granted, no claim about the person is there, and the audience is a list', async () => {
		const bare = { scope: '', groups: undefined, name: undefined, preferred_username: undefined, email: undefined };
		const { allowed } = await passGate({ issuer }, [call(await token({ ...bare, aud: ['another', 'documents-client'] }))]);
		expect(allowed[0]!.json.identity).toMatchObject({ username: null, name: null, email: null, groups: [], scopes: [] });
	});

	it.each<[string, (jwt: string) => INodeExecutionData['json'], INodeExecutionData['json']]>([
		['in its header', (jwt) => ({ headers: { authorization: `Bearer ${jwt}`, host: 'n8n' } }), { headers: { host: 'n8n' } }],
		['in a cookie', (jwt) => ({ headers: { cookie: `a=b; token=${jwt}` } }), { headers: {} }],
		['in the query and the body', (jwt) => ({ query: { t: jwt, u: 'v' }, body: [{ list: [jwt, 'w'] }] }), { query: { u: 'v' }, body: [{ list: ['w'] }] }],
	])('leaves without the token %s, unless it is to be kept', async (_where, made, left) => {
		const jwt = await token();
		const item = { json: made(jwt) };
		const parameters = { token: jwt };
		const { allowed, given } = await passGate({ issuer }, [item], parameters);
		const { identity, ...json } = allowed[0]!.json;
		expect(identity).toBeDefined();
		expect(json).toEqual(left);
		expect(given[0]!.json).toEqual(left);
		const kept = await passGate({ issuer }, [item], { ...parameters, options: { keepToken: true } });
		expect(kept.allowed[0]!.json).toMatchObject(item.json);
		expect(kept.given).toEqual([item]);
		const denied = await passGate({ issuer }, [item], { ...parameters, requiredGroups: ['nobody'] });
		expect(denied.denied[0]!.json).toMatchObject(item.json);
		expect(denied.given).toEqual([item]);
	});

	it('leaves without the token also as a tool of an agent, by the one output that all have', async () => {
		const [none, jwt] = [call('Bearer x'), await token()];
		const { denied: all, allowed } = await passGate({ issuer }, [call(`Bearer ${jwt}`), none], {}, { asTool: true });
		expect(allowed).toEqual([]);
		expect(all.map(({ json }) => json.headers)).toEqual([none.json.headers, {}]);
		expect(all.map(({ json }) => json.denial)).toEqual([expect.objectContaining({ reason: 'malformed_token' }), undefined]);
		expect(JSON.stringify(all)).not.toContain(jwt);
		expect((await passGate({ issuer }, [], {}, { asTool: true })).denied).toEqual([{ json: { results: [] } }]);
	});

	it('passes by groups in a claim of another name', async () => {
		const item = call(await token({ groups: [], roles: ['document-publishers'] }));
		const parameters = { requiredGroups: ['document-publishers'] };
		const { allowed } = await passGate({ issuer }, [item], { ...parameters, options: { groupsClaim: 'roles' } });
		expect(allowed[0]!.json.identity).toMatchObject({ groups: ['document-publishers'] });
		expect((await passGate({ issuer }, [item], parameters)).allowed).toEqual([]);
		const inherited = await passGate({ issuer }, [item], { ...parameters, options: { groupsClaim: 'constructor' } });
		expect(inherited.allowed).toEqual([]);
	});

	it('passes within the clock skew', async () => {
		const late = call(await token({ exp: seconds(-20) }));
		const early = call(await token({ nbf: seconds(20) }));
		const within = await passGate({ issuer }, [late, early]);
		expect(within.allowed).toHaveLength(2);
		const strict = await passGate({ issuer }, [late, early], { options: { clockSkew: 0 } });
		expect(strict.denied.map(({ json }) => json.denial)).toMatchObject([{ reason: 'expired' }, { reason: 'not_yet_valid' }]);
	});

	it('is named under another field, with all claims, when the user wants so', async () => {
		const { allowed } = await passGate({ issuer }, [call(await token())], { options: { identityField: 'who', includeClaims: true } });
		expect(allowed[0]!.json).toMatchObject({ who: { subject: '5f2b', claims: { acr: 'goauthentik.io/providers/oauth2/default' } } });
		expect(allowed[0]!.json).not.toHaveProperty('identity');
	});

	it.each(['ES256', 'ES384', 'ES512', 'EdDSA'])('passes when the provider signs with %s and the gate is set to it', async (alg) => {
		const other = signingKey('other', alg);
		const server = await new Issuer().start(other);
		try {
			const item = call(await sign(accessClaims(server.issuer), other));
			const { allowed } = await passGate({ issuer: server.issuer }, [item], { options: { algorithm: alg } });
			expect(allowed).toHaveLength(1);
			const { denied } = await passGate({ issuer: server.issuer }, [item]);
			expect(denied[0]!.json.denial).toMatchObject({ status: 401, reason: 'wrong_algorithm' });
		} finally {
			await server.stop();
		}
	});
});

const publicPem = Buffer.from(key.publicKey.export({ type: 'spki', format: 'pem' }));
const symmetric = (claims: JWTPayload) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(publicPem);
const idToken = { azp: undefined, uid: undefined, scope: undefined };

describe('a caller is denied', () => {
	it.each<[string, () => unknown, number, string]>([
		['without a token', () => undefined, 401, 'no_token'],
		['with an empty header', () => '', 401, 'no_token'],
		['with a scheme and no token', () => 'Bearer ', 401, 'no_token'],
		['with another scheme', () => 'Basic cHVibGlzaGVyOng=', 401, 'no_token'],
		['with an opaque token', () => 'Bearer abcdef', 401, 'malformed_token'],
		['with a list in place of a token', async () => [await token()], 401, 'malformed_token'],
		['with an object in place of a token', () => ({ jwt: 'x' }), 401, 'malformed_token'],
		['with a number in place of a token', () => 7, 401, 'malformed_token'],
		['with a token that expires after the last of all dates', () => token({ exp: 1e15 }), 401, 'invalid_claim'],
		['with two tokens', async () => `Bearer ${await token()} ${await token()}`, 401, 'malformed_token'],
		['with a token whose claims were altered', async () => altered(await token()), 401, 'bad_signature'],
		['with a token for another application', () => token({ aud: 'other-client' }), 401, 'wrong_audience'],
		['with a token whose audience only begins like ours', () => token({ aud: ['documents-client-2'] }), 401, 'wrong_audience'],
		['with a token without audience', () => token({ aud: undefined }), 401, 'wrong_audience'],
		['with an ID token', () => token(idToken), 401, 'id_token'],
		['with an ID token that says a scope', () => token({ ...idToken, scope: 'profile' }), 401, 'id_token'],
		['with an unsigned token', () => new UnsecuredJWT(accessClaims(issuer)).encode(), 401, 'wrong_algorithm'],
		['with a token signed by the public key as a secret', () => symmetric(accessClaims(issuer)), 401, 'wrong_algorithm'],
		["with a stranger's key under our key's id", () => sign(accessClaims(issuer), stranger), 401, 'bad_signature'],
		['with a key that is not published', () => sign(accessClaims(issuer), unpublished), 401, 'unknown_key'],
		['with a key of its own in the header', () => sign(accessClaims(issuer), unpublished, { jwk: { kty: 'RSA' } }), 401, 'unknown_key'],
		['with an extension that must be understood', () => sign(accessClaims(issuer), key, { crit: ['must'], must: 'be understood' }), 401, 'malformed_token'],
		['with a token of another issuer', () => token({ iss: 'https://auth.example/application/o/documents/' }), 401, 'wrong_issuer'],
		['with an issuer without its slash', () => token({ iss: issuer.slice(0, -1) }), 401, 'wrong_issuer'],
		['with a token without issuer', () => token({ iss: undefined }), 401, 'wrong_issuer'],
		['with an expired token', () => token({ exp: seconds(-31) }), 401, 'expired'],
		['with a token that never expires', () => token({ exp: undefined }), 401, 'invalid_claim'],
		['with a token of nobody', () => token({ sub: undefined }), 401, 'invalid_claim'],
		['with a token from the future', () => token({ nbf: seconds(60) }), 401, 'not_yet_valid'],
		['with a not-before that is no time', () => token({ nbf: 'now' as unknown as number }), 401, 'invalid_claim'],
		['outside of the group', () => token({ groups: ['staff'] }), 403, 'missing_group'],
		['without groups', () => token({ groups: undefined }), 403, 'missing_group'],
		['with a text that contains the group', () => token({ groups: 'document-publishers' }), 403, 'missing_group'],
		['in a group that begins with the name', () => token({ groups: ['document-publishers-2', ['document-publishers']] }), 403, 'missing_group'],
		['without the scope', () => token({ scope: 'profile documents:write-not' }), 403, 'missing_scope'],
	])('%s', async (_what, header, status, reason) => {
		const sent = await header();
		const item = call(sent);
		item.json.identity = { subject: 'forged' };
		const { allowed, denied } = await passGate({ issuer }, [item], {
			requiredGroups: ['document-publishers'],
			requiredScopes: ['documents:write'],
		});
		expect(allowed).toEqual([]);
		expect(denied).toHaveLength(1);
		expect(denied[0]!.json).toMatchObject({ headers: item.json.headers, body: item.json.body, denial: { status, reason } });
		expect((denied[0]!.json.identity as { subject: string } | undefined)?.subject).toBe(status === 403 ? '5f2b' : undefined);
		if (typeof sent === 'string' && sent !== '') expect(JSON.stringify(denied[0]!.json.denial)).not.toContain(sent);
	});

	it('with the challenge that belongs to the answer', async () => {
		const items = [call(), call('Bearer x'), call(await token({ groups: [] })), call(await token({ scope: '' }))];
		const { denied } = await passGate({ issuer }, items, { requiredGroups: ['document-publishers'], requiredScopes: ['a', 'documents:write'] });
		expect(denied.map(({ json }) => (json.denial as { wwwAuthenticate: string }).wwwAuthenticate)).toEqual([
			'Bearer',
			'Bearer error="invalid_token", error_description="The access token is not a signed JSON Web Token"',
			'Bearer error="insufficient_scope", error_description="The access token lacks a scope that is required", scope="a documents:write"',
			'Bearer error="insufficient_scope", error_description="The access token lacks a scope that is required", scope="a documents:write"',
		]);
	});

	it.each<[string, () => Promise<string>, object, RegExp | undefined]>([
		['the algorithm', () => token(), { algorithm: 'ES256' }, /says RS256, the gate takes ES256\. .* choose it as Algorithm/],
		['a signing key', () => symmetric(accessClaims(issuer)), {}, /choose a Signing Key in its provider/],
		['no algorithm that there is not', () => Promise.resolve(`${Buffer.from('{"alg":"<b>"}').toString('base64url')}.e30.`), {}, undefined],
		['the issuer', () => token({ iss: 'https://auth.example/' }), {}, /issuer is "https:\/\/auth\.example\/", the gate's is /],
		['the client', () => token({ aud: 'reports' }), {}, /is for "reports", the gate takes "documents-client"/],
		['the claim with the groups', () => token({ groups: undefined }), {}, /no groups in its claim "groups": .*see Groups Claim/],
		['nothing about groups that there are', () => token({ groups: ['staff'] }), {}, undefined],
	])('and whoever runs the workflow is pointed to %s', async (_what, jwt, options, hint) => {
		const { denied } = await passGate({ issuer }, [call(await jwt())], { requiredGroups: ['document-publishers'], options: { ...options } });
		expect(denied).toHaveLength(1);
		expect(denied[0]!.json.hint).toEqual(hint === undefined ? undefined : expect.stringMatching(hint));
		expect(JSON.stringify(denied[0]!.json.denial)).not.toMatch(/Algorithm|claim "groups"|https?:/);
	});

	it('alone: others pass', async () => {
		const { allowed, denied } = await passGate({ issuer }, [call(), call(await token()), call('x')]);
		expect(allowed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(denied.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	});
});

function altered(jwt: string): string {
	const [header, payload, signature] = jwt.split('.');
	const claims = JSON.parse(String(Buffer.from(payload!, 'base64url'))) as JWTPayload;
	const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
	return `${header}.${forged}.${signature}`;
}

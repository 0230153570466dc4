import { jest } from '@jest/globals';
import { NodeApiError } from 'n8n-workflow';

import { AuthentikGate } from '../../../nodes/AuthentikGate/AuthentikGate.node.ts';
import type { NodeRun } from '../../support/node-runner.ts';
import { executionOf } from '../../support/node-runner.ts';
import { accessClaims, call, failureOf, passGate } from './gate.ts';
import { Issuer, sign, signingKey } from './issuer.ts';

const old = signingKey('old');
const fresh = signingKey('fresh');
const timers = ['nextTick', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'queueMicrotask', 'hrtime', 'performance'] as const;

let authentik: Issuer;
beforeEach(async () => {
	authentik = await new Issuer().start(old);
});
afterEach(async () => {
	jest.useRealTimers();
	await authentik.stop();
});

const caller = async (key = old, issuer = authentik.issuer) => call(`Bearer ${await sign(accessClaims(issuer), key)}`);
const later = (seconds: number) => jest.useFakeTimers({ doNotFake: [...timers], now: Date.now() + seconds * 1000 });

describe("the issuer's keys", () => {
	it('are fetched once, for many items and executions', async () => {
		const items = await Promise.all(Array.from({ length: 5 }, () => caller()));
		const passages = await Promise.all([1, 2, 3].map(() => passGate({ issuer: authentik.issuer }, items)));
		await passGate({ issuer: authentik.issuer }, items);
		expect(passages.map(({ allowed }) => allowed.length)).toEqual([5, 5, 5]);
		expect(authentik.requests).toEqual(['/application/o/documents/.well-known/openid-configuration', '/application/o/documents/jwks/']);
	});

	it('are fetched again for an unknown key, at most twice a minute', async () => {
		await passGate({ issuer: authentik.issuer }, [await caller()]);
		await authentik.publish(fresh);
		const soon = await passGate({ issuer: authentik.issuer }, [await caller(fresh), await caller(fresh)]);
		expect(soon.denied.map(({ json }) => json.denial)).toMatchObject([{ reason: 'unknown_key' }, { reason: 'unknown_key' }]);
		expect(authentik.requests).toHaveLength(2);
		later(31);
		const then = await passGate({ issuer: authentik.issuer }, [await caller(fresh)]);
		expect(then.allowed).toHaveLength(1);
		const withdrawn = await passGate({ issuer: authentik.issuer }, [await caller(old)]);
		expect(withdrawn.denied[0]!.json.denial).toMatchObject({ reason: 'unknown_key' });
		expect(authentik.requests).toHaveLength(4);
	});

	it('are not trusted for longer than ten minutes after they were withdrawn', async () => {
		await passGate({ issuer: authentik.issuer }, [await caller()]);
		await authentik.publish(fresh);
		later(601);
		const { denied } = await passGate({ issuer: authentik.issuer }, [await caller()]);
		expect(denied[0]!.json.denial).toMatchObject({ reason: 'unknown_key' });
	});
});

describe('an issuer that is reached by another address', () => {
	const issuer = 'https://auth.example/application/o/documents/';

	it('is asked there, and tokens name the outer address', async () => {
		const { allowed, denied } = await passGate({ issuer, internalUrl: authentik.origin }, [
			await caller(old, issuer),
			await caller(old, authentik.issuer),
		]);
		expect(allowed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(denied[0]!.json.denial).toMatchObject({ reason: 'wrong_issuer' });
	});

	it('may name the outer address itself, as behind a proxy that keeps the host', async () => {
		authentik.discovery = { issuer, jwks_uri: `${issuer}jwks/` };
		const { allowed } = await passGate({ issuer, internalUrl: authentik.origin }, [await caller(old, issuer)]);
		expect(allowed).toHaveLength(1);
	});
});

describe('an issuer with a private certificate', () => {
	let secure: Issuer;
	beforeEach(async () => {
		secure = await (await Issuer.secure()).start(old);
	});
	afterEach(() => secure.stop());

	it('is trusted with the certificate, or when the user says so, and not otherwise', async () => {
		const { issuer, certificate } = secure;
		const item = await caller(old, issuer);
		const { message } = await failureOf(passGate({ issuer }, [item]));
		expect(message).toMatch(/The certificate of localhost:\d+ is not trusted/);
		expect((await passGate({ issuer, caCertificate: certificate! }, [item])).allowed).toHaveLength(1);
		expect((await passGate({ issuer, allowUnauthorizedCerts: true }, [item])).allowed).toHaveLength(1);
	});
});

describe('when callers cannot be checked', () => {
	it.each<[string, (issuer: Issuer) => unknown, RegExp]>([
		['because Authentik is down', (issuer) => issuer.stop(), /cannot be reached at 127/],
		['because Authentik fails', (issuer) => Object.assign(issuer, { status: 503 }), /with status 503/],
		['because something else answers', (issuer) => Object.assign(issuer, { status: 302 }), /with status 302/],
		['because another issuer answers', (issuer) => Object.assign(issuer, { discovery: { issuer: 'https://evil.example/' } }), /says that its issuer is "https:\/\/evil.example\/"/],
		['because the application signs with its secret', (issuer) => issuer.publish(), /no public key/],
	])('the node fails %s, and nobody passes', async (_why, break_, message) => {
		const item = await caller();
		const credential = { issuer: authentik.issuer };
		await break_(authentik);
		const failure = await failureOf(passGate(credential, [item]));
		expect(failure).toBeInstanceOf(NodeApiError);
		expect(failure.message).toMatch(message);
		expect(failure.description).toBeTruthy();
		const { allowed, denied } = await passGate(credential, [item], {}, { onError: 'continueRegularOutput' });
		expect(allowed).toEqual([]);
		expect(denied[0]!.json).toMatchObject({
			body: { name: 'a.pdf' },
			denial: { status: 503, reason: 'authentik_unavailable', message: 'The caller cannot be checked now', wwwAuthenticate: 'Bearer' },
		});
		expect(denied[0]!.json.error).toMatch(message);
	});

	it("the failure is n8n's to route when the node has an error output", async () => {
		const item = await caller();
		const { issuer } = authentik;
		await authentik.stop();
		const { allowed, denied } = await passGate({ issuer }, [item], {}, { onError: 'continueErrorOutput' });
		expect(allowed).toEqual([]);
		expect(Object.keys(denied[0]!.json)).toEqual(['error', 'details']);
	});

	const documents = 'https://a.example/application/o/documents/';
	it.each([
		['an issuer without its slash', { issuer: 'https://auth.example/application/o/documents' }, 'Issuer: the trailing slash is missing'],
		['an issuer that names no application', { issuer: 'https://auth.example/' }, 'Application Slug: a value is required: the issuer names no application'],
		['an issuer and another application', { issuer: documents, applicationSlug: 'reports' }, 'Application Slug: it is "reports", but the issuer names "documents"'],
		['an issuer that is no address', { issuer: 'documents' }, 'Issuer: "documents" in the credential must begin with https://'],
		['an issuer without a scheme', { issuer: 'auth.example:9443/application/o/documents/' }, 'Issuer: "auth.example:9443/application/o/documents/" in the credential must begin with https://'],
		['an issuer of another scheme', { issuer: 'file:///application/' }, 'Issuer: "file:///application/" in the credential must begin with https://'],
		['an endpoint in place of the issuer', { issuer: 'https://a.example/application/o/token/' }, 'Issuer: it is the address of an endpoint'],
		['an internal address with a path', { issuer: documents, internalUrl: 'http://a:9000/x/' }, 'Internal URL: it has a path'],
		['an internal address without a scheme', { issuer: documents, internalUrl: 'a:9000' }, 'Internal URL: "a:9000" in the credential must begin with https://'],
		['no client', { issuer: documents, clientId: ' ' }, 'Client ID: a value is required'],
	])('the node says what is wrong with %s, and nobody passes', async (_what, credential, message) => {
		const item = await caller();
		await expect(passGate(credential, [item])).rejects.toThrow(message);
		const { allowed, denied } = await passGate(credential, [item], {}, { onError: 'continueRegularOutput' });
		expect(allowed).toEqual([]);
		expect(denied[0]!.json).toMatchObject({ denial: { status: 500, reason: 'gate_failed' }, error: expect.stringContaining(message) as string });
	});

	it.each([
		['requiredGroups', '={{ $json.nothing }}', 'Required Groups: an entry is empty'],
		['requiredGroups', ['={{ $json.nothing }}'], 'Required Groups: an entry is empty'],
		['requiredScopes', '={{ [] }}', 'Required Scopes: an entry is empty'],
	])('an expression that empties %s lets nobody through', async (field, value, message) => {
		await expect(passGate({ issuer: authentik.issuer }, [await caller()], { [field]: value })).rejects.toThrow(message);
	});

	it.each<[string, NodeRun['parameters']]>([
		['a group that is none', { requiredGroups: '={{ [{ name: "a" }] }}' }],
		['an algorithm that there is not', { options: { algorithm: 'HS256' } }],
		['a further application without a client', { options: { furtherApplications: { values: [{ issuer: '', clientId: '', applicationSlug: '' }] } } }],
	])('%s lets nobody through, and leaves what an answer needs', async (_what, parameters) => {
		const { issuer } = authentik;
		const { allowed, denied } = await passGate({ issuer }, [await caller()], parameters, { onError: 'continueRegularOutput' });
		expect(allowed).toEqual([]);
		expect(denied[0]!.json).toMatchObject({ body: { name: 'a.pdf' }, denial: { status: 500, reason: 'gate_failed' } });
	});

	it("a field that n8n's expressions cannot read is refused", async () => {
		const run = passGate({ issuer: authentik.issuer }, [await caller()], { options: { identityField: 'caller' } });
		await expect(run).rejects.toThrow('Identity Field: n8n\'s expressions cannot read "caller"');
	});

	it('a missing credential lets nobody through', async () => {
		const { allowed, denied } = await passGate({}, [await caller()], {}, { credentials: {}, onError: 'continueRegularOutput' });
		expect(allowed).toEqual([]);
		expect(denied[0]!.json.denial).toMatchObject({ status: 500 });
	});

	it('Always Output Data is refused, since n8n would let an empty item through', async () => {
		const gate = new AuthentikGate();
		const execution = executionOf(gate, { items: [call()] });
		const node = { ...execution.getNode(), alwaysOutputData: true };
		await expect(gate.execute.call(Object.assign(execution, { getNode: () => node }))).rejects.toThrow('Always Output Data');
	});
});

import { accessClaims, call, CLIENT_ID, passGate } from './gate.ts';
import { Issuer, sign, signingKey } from './issuer.ts';

const documentsKey = signingKey('documents');
const reportsKey = signingKey('reports');
const authentik = await new Issuer().start(documentsKey);
await authentik.add('reports', reportsKey);
afterAll(() => authentik.stop());
afterEach(() => void (authentik.discovery = {}));

const { issuer } = authentik;
const reports = authentik.issuerOf('reports');
const further = (row: object) => ({ options: { furtherApplications: { values: [{ issuer: '', clientId: '', applicationSlug: '', ...row }] } } });

describe('a further application', () => {
	const both = further({ issuer: reports, clientId: 'reports-client' });
	const ofReports = { aud: 'reports-client', azp: 'reports-client' };

	it('lets its callers pass too, and is named', async () => {
		const items = [
			call(await sign(accessClaims(issuer), documentsKey)),
			call(await sign(accessClaims(reports, ofReports), reportsKey)),
		];
		const { allowed, denied } = await passGate({ issuer }, items, both);
		expect(denied).toEqual([]);
		expect(allowed.map(({ json }) => (json.identity as { client: string }).client)).toEqual([CLIENT_ID, 'reports-client']);
		expect((await passGate({ issuer }, items)).denied[0]!.json.denial).toMatchObject({ status: 401 });
	});

	it.each([
		["one's client under another's issuer", () => sign(accessClaims(reports), reportsKey), 'wrong_audience'],
		["another's key under one's issuer", () => sign(accessClaims(issuer), reportsKey), 'unknown_key'],
		["one's key under another's issuer", () => sign(accessClaims(reports, ofReports), documentsKey), 'unknown_key'],
		['a third application', () => sign(accessClaims(authentik.issuerOf('third'), ofReports), reportsKey), 'unknown_key'],
	])('mixes nothing: %s is denied', async (_what, token, reason) => {
		const { allowed, denied } = await passGate({ issuer }, [call(await token())], both);
		expect(allowed).toEqual([]);
		expect(denied[0]!.json.denial).toMatchObject({ status: 401, reason });
	});

	it('is one of the same Authentik', async () => {
		const elsewhere = further({ issuer: 'https://auth.example/application/o/reports/', clientId: 'reports-client' });
		await expect(passGate({ issuer }, [call('x')], elsewhere)).rejects.toThrow('Issuer: https://auth.example is another Authentik');
	});
});

describe('where all providers have the same issuer', () => {
	const common = `${authentik.origin}/`;

	it('the slug says where the keys are', async () => {
		authentik.discovery = { issuer: common };
		const credential = { issuer: common, applicationSlug: 'documents' };
		const { allowed } = await passGate(credential, [call(await sign(accessClaims(common), documentsKey))]);
		expect(allowed).toHaveLength(1);
	});

	it('further applications are told apart by their clients', async () => {
		authentik.discovery = { issuer: common };
		const credential = { issuer: common, applicationSlug: 'documents' };
		const rows = further({ clientId: 'reports-client', applicationSlug: 'reports' });
		const items = [
			call(await sign(accessClaims(common), documentsKey)),
			call(await sign(accessClaims(common, { aud: 'reports-client' }), reportsKey)),
			call(await sign(accessClaims(common, { aud: 'reports-client' }), documentsKey)),
		];
		const { allowed, denied } = await passGate(credential, items, rows);
		expect(allowed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(denied[0]!.json.denial).toMatchObject({ reason: 'unknown_key' });
	});
});

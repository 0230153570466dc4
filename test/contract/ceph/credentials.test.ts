import { generateKeyPairSync } from 'node:crypto';

import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, IHttpRequestOptions, INodeParameters, Workflow } from 'n8n-workflow';

import { CephDashboardApi } from '../../../credentials/CephDashboardApi.credentials.ts';
import { makeCertificate } from '../../../stack/certificate.ts';
import { executionOf } from '../../support/node-runner.ts';
import { adminGatewayCredential, dashboardCredential, first, gatewayCredential, named, node, run, s3, unique } from './support/ceph.ts';
import { newUser, radosgwAdmin, usersForTests } from './support/gateway-admin.ts';

const newName = usersForTests();

const testGateway = (data: ICredentialDataDecryptedObject) =>
	node.methods.credentialTest.cephObjectGatewayTest.call({} as ICredentialTestFunctions, { id: '1', name: 'gateway', type: 'cephObjectGatewayApi', data });

/** Sends the request of the credential's test as n8n's dialog does: with log-in and authentication, nothing else. */
async function testDashboard(data: typeof dashboardCredential): Promise<unknown> {
	const type = new CephDashboardApi();
	const execution = executionOf(node, { credentials: { cephDashboardApi: { ...data } }, credentialTypes: [type], parameters: { resource: 'cluster' } });
	// n8n resolves the expressions of the request with the credential.
	const { workflow } = execution as unknown as { workflow: Workflow };
	const baseURL = workflow.expression.getSimpleParameterValue(execution.getNode(), type.test.request.baseURL, 'internal', { $credentials: data });
	const request = { ...type.test.request, baseURL } as IHttpRequestOptions;
	return await execution.helpers.httpRequestWithAuthentication.call(execution, 'cephDashboardApi', request);
}

describe('the test of the gateway credential', () => {
	it('passes on the running gateway', async () => {
		expect(await testGateway(gatewayCredential)).toEqual({ status: 'OK', message: 'The gateway answers and knows the keys' });
	});

	it('passes with what pasting puts around endpoint and keys', async () => {
		const { endpoint, accessKeyId, secretAccessKey } = gatewayCredential;
		const pasted = { ...gatewayCredential, endpoint: ` ${endpoint}/\n`, accessKeyId: `${accessKeyId}\n`, secretAccessKey: ` ${secretAccessKey}\r\n` };
		expect(await testGateway(pasted)).toMatchObject({ status: 'OK' });
		expect(await first('bucket', 'getAll', { returnAll: false, limit: 1 }, { credentials: { cephObjectGatewayApi: pasted } })).toHaveProperty('name');
	});

	it.each([
		['the secret key is wrong', { secretAccessKey: 'wrong' }, /^The gateway does not accept the signature\. Check the secret key/],
		['the access key is unknown', { accessKeyId: 'NOBODY' }, /^The gateway does not know the access key\. Check/],
		['nobody listens', { endpoint: 'http://127.0.0.1:1' }, /^The object gateway cannot be reached at 127\.0\.0\.1:1\. Check that it runs/],
		['the name is unknown', { endpoint: 'http://nowhere.invalid:7480' }, /nowhere\.invalid:7480/],
		['the gateway speaks no TLS', { endpoint: gatewayCredential.endpoint.replace('http:', 'https:') }, /does not speak TLS/],
		['something else answers', { endpoint: dashboardCredential.url, caCertificate: dashboardCredential.caCertificate }, /does not speak S3/],
		['the endpoint is no URL', { endpoint: 'rgw.example.com' }, /^Endpoint: "rgw\.example\.com" in the credential must begin with https:\/\/ or http:\/\//],
		['the endpoint has a bucket in it', { endpoint: `${gatewayCredential.endpoint}/documents` }, /^Endpoint: it has the path "\/documents"\. Allowed: the address without a bucket: http/],
		['the public endpoint is no URL', { publicEndpoint: 'files.example.com' }, /^Public Endpoint: "files\.example\.com" in the credential must begin/],
		['the certificate is none', { caCertificate: 'hello' }, /^CA Certificate: this is no certificate/],
	])('says what is wrong when %s', async (_what, wrong, message) => {
		expect(await testGateway({ ...gatewayCredential, ...wrong })).toEqual({ status: 'Error', message: expect.stringMatching(message) as string });
	});
});

describe('a credential that is refused', () => {
	it.each([
		['its user is suspended', { suspend: true }, 'The user of the credential is suspended', 'UserSuspended'],
		['its secret key is wrong', { secretAccessKey: 'wrong' }, 'The gateway does not accept the signature', 'SignatureDoesNotMatch'],
		['its access key is unknown', { accessKeyId: 'NOBODY' }, 'The gateway does not know the access key', 'InvalidAccessKeyId'],
	])('is told so whatever is asked for, because %s', async (_what, { suspend, ...wrong }: { suspend?: boolean; accessKeyId?: string; secretAccessKey?: string }, message, httpCode) => {
		const { user, client, credential } = await newUser(newName());
		const bucket = named(unique());
		await client.send(new CreateBucketCommand({ Bucket: bucket.value }));
		if (suspend) await radosgwAdmin('user', 'suspend', `--uid=${user}`);
		const refused = { credentials: { cephObjectGatewayApi: { ...credential, ...wrong } } };
		const calls: [string, string, INodeParameters][] = [
			['bucket', 'getAll', {}],
			['bucket', 'ensure', { name: bucket.value, settings: { versioning: 'Enabled' } }],
			['object', 'head', { bucket, key: 'x', options: { missing: 'output' } }],
			['object', 'put', { bucket, key: 'x', source: 'text', text: 'x', options: { ifAbsent: true } }],
		];
		for (const call of calls) await expect(run(...call, refused)).rejects.toMatchObject({ message, httpCode });
	});

	it('is not told so of what belongs to another', async () => {
		const { credential } = await newUser(newName());
		const name = unique();
		await s3.send(new CreateBucketCommand({ Bucket: name }));
		await expect(run('object', 'head', { bucket: named(name), key: 'x' }, { credentials: { cephObjectGatewayApi: credential } })).rejects.toMatchObject({ httpCode: 'AccessDenied' });
		await s3.send(new DeleteBucketCommand({ Bucket: name }));
	});
});

describe('the test of the Dashboard credential', () => {
	it.each([
		['', ''],
		['', '/'],
		['', '/#/dashboard'],
		['', '/#/login?returnUrl=%2Fdashboard'],
		[' \n', '\n'],
	])('passes on the running Dashboard, also with %j before and %j behind the URL', async (before, behind) => {
		const pasted = { ...dashboardCredential, url: `${before}${dashboardCredential.url}${behind}`, username: `${dashboardCredential.username}\n` };
		expect(await testDashboard(pasted)).toHaveProperty('health_status');
		expect(await first('cluster', 'health', {}, { credentials: { cephDashboardApi: pasted } })).toHaveProperty('status');
	});

	it('says that blanks around the password may be the cause', async () => {
		const credentials = { cephDashboardApi: { ...dashboardCredential, password: `${dashboardCredential.password} ` } };
		await expect(run('cluster', 'health', {}, { credentials })).rejects.toMatchObject({ description: expect.stringMatching(/^The password of the credential begins or ends with a blank/) as string });
	});

	it.each([
		['the password is wrong', { password: 'wrong' }, /^The Ceph Dashboard does not let "admin" in: user name or password is wrong$/],
		['nobody listens', { url: 'http://127.0.0.1:1' }, /^The Ceph Dashboard cannot be reached at 127\.0\.0\.1:1$/],
		['something else answers', { url: gatewayCredential.endpoint }, /the log-in|no Ceph Dashboard/],
		['the URL has no scheme', { url: 'ceph:8443' }, /^URL: "ceph:8443" in the credential must begin with https:\/\/ or http:\/\/$/],
		['the URL is missing', { url: ' ' }, /^URL: the credential holds no address$/],
		['the certificate is none', { caCertificate: 'hello' }, /^CA Certificate: this is no certificate/],
	])('says what is wrong when %s', async (_what, wrong, message) => {
		await expect(testDashboard({ ...dashboardCredential, ...wrong })).rejects.toThrow(message);
		await expect(run('cluster', 'health', {}, { credentials: { cephDashboardApi: { ...dashboardCredential, ...wrong } } })).rejects.toThrow(message);
	});
});

describe('over TLS with a certificate of a private authority', () => {
	let another: string;
	beforeAll(async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		another = await makeCertificate({ commonName: 'Another', organization: 'Test', privateKey, validDays: 1, from: new Date(), isAuthority: true });
	});

	const atDashboard = (trust: object) => ({ credentials: { cephDashboardApi: { ...dashboardCredential, caCertificate: '', ...trust } } });
	const atGateway = (trust: object) => ({ credentials: { cephObjectGatewayApi: { ...adminGatewayCredential, caCertificate: '', ...trust } } });

	it('both doors open when the credential has the certificate of the authority, or wants none', async () => {
		for (const trust of [{ caCertificate: dashboardCredential.caCertificate }, { allowUnauthorizedCerts: true }]) {
			expect(await first('cluster', 'health', {}, atDashboard(trust))).toHaveProperty('status');
		}
		for (const trust of [{ caCertificate: adminGatewayCredential.caCertificate }, { allowUnauthorizedCerts: true }]) {
			const keys = { accessKeyId: gatewayCredential.accessKeyId, secretAccessKey: gatewayCredential.secretAccessKey };
			// Other tests make buckets and delete them meanwhile.
			const names = (await run('bucket', 'getAll', { returnAll: true }, atGateway({ ...keys, ...trust }))).map(({ json }) => json.name);
			expect(names).toContain('documents');
		}
	});

	it('both are refused without it, or with the certificate of another', async () => {
		const refused = { message: expect.stringMatching(/^The certificate of 127\.0\.0\.1:\d+ is not trusted/) as string, description: expect.stringContaining('put the certificate of that authority into the credential') as string };
		for (const trust of [{}, { caCertificate: another }]) {
			await expect(run('cluster', 'health', {}, atDashboard(trust))).rejects.toMatchObject(refused);
			await expect(run('bucket', 'getAll', {}, atGateway(trust))).rejects.toMatchObject(refused);
			const { message } = await testGateway({ ...adminGatewayCredential, caCertificate: '', ...trust });
			expect(message).toMatch(/^The certificate of .* put the certificate of that authority into the credential/);
		}
	});
});

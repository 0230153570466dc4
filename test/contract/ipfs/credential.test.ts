import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { IpfsApi } from '../../../credentials/IpfsApi.credentials.ts';
import { executionOf } from '../../support/node-runner.ts';
import { type OtherKubo, startKubo } from './support/container.ts';
import { credential, node } from './support/ipfs.ts';
import { startProxy } from './support/proxy.ts';

/** Sends what n8n's credential dialog sends, by n8n's own helper and authenticated by the credential class. */
async function tested(data: ICredentialDataDecryptedObject): Promise<unknown> {
	const type = new IpfsApi();
	const ipfsApi = { ...credential, ...data };
	const context = executionOf(node, { credentials: { ipfsApi }, credentialTypes: [type] });
	const { baseURL, ...request } = type.test.request;
	expect(baseURL).toBe('={{$credentials.rpcUrl}}');
	const options = { ...request, baseURL: ipfsApi.rpcUrl } as IHttpRequestOptions;
	return await context.helpers.httpRequestWithAuthentication.call(context, 'ipfsApi', options);
}

const version = { Version: expect.any(String) as string };

it('passes for a Kubo that lets everybody in', async () => {
	expect(await tested({})).toMatchObject(version);
});

it.each(['/', '/api/v0/', '/webui#/status', ' \r\n'])('passes for an address with %j behind it, as the node does', async (end) => {
	expect(await tested({ rpcUrl: `${credential.rpcUrl}${end}` })).toMatchObject(version);
});

it('says what is wrong with an address that is none', async () => {
	await expect(tested({ rpcUrl: '127.0.0.1:5001' })).rejects.toThrow('RPC URL: "127.0.0.1:5001" in the credential must begin with http');
});

it('fails for the gateway', async () => {
	await expect(tested({ rpcUrl: credential.gatewayUrl })).rejects.toMatchObject({ httpCode: '404' });
});

it('trusts a certificate that cannot be verified only when told so', async () => {
	const proxy = await startProxy(credential.rpcUrl);
	try {
		await expect(tested({ rpcUrl: proxy.url })).rejects.toThrow(/certificate/i);
		expect(await tested({ rpcUrl: proxy.url, allowUnauthorizedCerts: true })).toMatchObject(version);
	} finally {
		proxy.close();
	}
});

describe('for a Kubo that asks who calls', () => {
	let guarded: OtherKubo;
	beforeAll(async () => {
		guarded = await startKubo({
			'API.Authorizations': {
				basic: { AuthSecret: 'basic:n8n:sesame', AllowedPaths: ['/api/v0'] },
				bearer: { AuthSecret: 'bearer:open', AllowedPaths: ['/api/v0'] },
			},
		});
	});
	afterAll(async () => await guarded.remove());

	it.each([
		['user and password', { authentication: 'basic', username: 'n8n', password: 'sesame' }],
		['a token', { authentication: 'bearer', token: 'open' }],
	])('passes with %s', async (_what, login) => {
		expect(await tested({ rpcUrl: guarded.rpcUrl, ...login })).toMatchObject(version);
	});

	it('fails with a wrong password', async () => {
		const wrong = { authentication: 'basic', username: 'n8n', password: 'wrong' };
		await expect(tested({ rpcUrl: guarded.rpcUrl, ...wrong })).rejects.toMatchObject({ httpCode: '403' });
	});
});

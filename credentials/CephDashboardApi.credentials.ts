import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { type DashboardCredential, logIn } from '../nodes/Ceph/dashboard/log-in.ts';
import { tlsOptions } from '../nodes/Ceph/tls.ts';
import { addressExpression } from '../nodes/shared/address.ts';

export class CephDashboardApi implements ICredentialType {
	name = 'cephDashboardApi';

	displayName = 'Ceph Dashboard API';

	icon: Icon = { light: 'file:../nodes/Ceph/ceph.svg', dark: 'file:../nodes/Ceph/ceph.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://ceph-mgr.example.com:8443',
			description: 'Address at which a browser shows the Dashboard of the active manager',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. n8n',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'CA Certificate',
			name: 'caCertificate',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: "Certificate of the authority that signed the Dashboard's, in PEM form, when it is a private one",
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of the Dashboard cannot be verified',
		},
	];

	/** n8n keeps what this returns in the hidden property, and calls again when an answer is 401. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return { token: await logIn(this, credentials as unknown as DashboardCredential) };
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return {
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${credentials.token as string}` },
			agentOptions: { ...request.agentOptions, ...tlsOptions(credentials) },
		};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: addressExpression('url'),
			url: '/api/summary',
			headers: { Accept: 'application/vnd.ceph.api.v1.0+json' },
		},
	};
}

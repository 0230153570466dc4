import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { rpcAddress } from '../nodes/Ipfs/addresses.ts';
import { authorization, USER_AGENT } from '../nodes/Ipfs/authorization.ts';

export class IpfsApi implements ICredentialType {
	name = 'ipfsApi';

	displayName = 'IPFS API';

	icon = { light: 'file:../nodes/Ipfs/ipfs.svg', dark: 'file:../nodes/Ipfs/ipfs.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'RPC URL',
			name: 'rpcUrl',
			type: 'string',
			required: true,
			default: 'http://127.0.0.1:5001',
			description: 'Address of the RPC API of an IPFS node (Kubo), as n8n reaches it; seen from a container, 127.0.0.1 is the container itself',
		},
		{
			displayName: 'Gateway URL',
			name: 'gatewayUrl',
			type: 'string',
			default: '',
			placeholder: 'https://ipfs.example.org',
			description:
				'Address of a gateway as those reach it who are given the links to files: a public one, or one of your network. n8n itself never calls it. Results carry no links when it is empty.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'None', value: 'none' },
				{ name: 'Basic', value: 'basic' },
				{ name: 'Bearer Token', value: 'bearer' },
			],
			default: 'none',
			description: 'How the RPC API is protected: by API.Authorizations in the configuration of Kubo, or by a proxy',
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			displayOptions: { show: { authentication: ['basic'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['basic'] } },
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['bearer'] } },
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of the server cannot be verified',
		},
	];

	authenticate: IAuthenticate = async (credentials, request) => {
		const login = authorization(credentials);
		const withAuthorization: IHttpRequestOptions = {
			...request,
			// The test of the credential, which knows the field as it was filled in.
			...(request.baseURL === credentials.rpcUrl && { baseURL: rpcAddress(String(credentials.rpcUrl)) }),
			headers: { ...request.headers, ...(login && { Authorization: login }) },
			skipSslCertificateValidation: credentials.allowUnauthorizedCerts === true,
		};
		return withAuthorization;
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.rpcUrl}}',
			url: '/api/v0/version',
			method: 'POST',
			headers: { 'User-Agent': USER_AGENT },
		},
	};
}

import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

export class NetBoxApi implements ICredentialType {
	name = 'netBoxApi';

	displayName = 'NetBox API';

	icon: Icon = { light: 'file:../nodes/NetBox/netBox.svg', dark: 'file:../nodes/NetBox/netBox.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://netbox.example.com',
			description: 'Address at which a browser shows NetBox',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. nbt_….…',
			description: 'API token of a user, of version 2 (nbt_….…) or 1; to create or change anything it must allow writing',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of NetBox cannot be verified',
		},
	];

	/** Tokens of version 2 are bearer tokens; those of version 1 have a scheme of their own. */
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: '={{ ($credentials.token.startsWith("nbt_") ? "Bearer " : "Token ") + $credentials.token }}',
			},
		},
	};

	/** The status is given to everybody where NetBox needs no log-in, but not to somebody with a wrong token. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.url.trim().replace(new RegExp("/+$"), "").replace(new RegExp("/api$"), "") }}',
			url: '/api/status/',
			skipSslCertificateValidation: '={{ $credentials.allowUnauthorizedCerts }}',
		},
	};
}

import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { addressExpression } from '../nodes/shared/address.ts';

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
			description: 'Address of NetBox, as n8n reaches it',
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
			displayName: 'Public URL',
			name: 'publicUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://netbox.example.com',
			description: 'Address at which browsers reach NetBox, where it is another one than n8n uses: links in answers begin with it',
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
				Authorization: '={{ ($credentials.token.trim().startsWith("nbt_") ? "Bearer " : "Token ") + $credentials.token.trim() }}',
			},
		},
	};

	/** The status is given to everybody where NetBox needs no log-in, but not to somebody with a wrong token. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: addressExpression('url').replace(/ }}$/, '.replace(new RegExp("/api$"), "") }}'),
			url: '/api/status/',
			skipSslCertificateValidation: '={{ $credentials.allowUnauthorizedCerts }}',
		},
	};
}

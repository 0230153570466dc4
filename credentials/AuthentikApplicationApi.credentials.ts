import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

export class AuthentikApplicationApi implements ICredentialType {
	name = 'authentikApplicationApi';

	displayName = 'Authentik Application API';

	icon: Icon = {
		light: 'file:../nodes/AuthentikGate/authentikGate.svg',
		dark: 'file:../nodes/AuthentikGate/authentikGate.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Issuer',
			name: 'issuer',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'https://authentik.example.com/application/o/documents/',
			description: "As the application's provider shows it in Authentik (OpenID Configuration Issuer), with the slash at its end",
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Client ID of the provider: only tokens issued for it are accepted',
		},
		{
			displayName: 'Application Slug',
			name: 'applicationSlug',
			type: 'string',
			default: '',
			placeholder: 'documents',
			description:
				'Only where the Issuer Mode of the provider is that all have the same issuer, such as https://authentik.example.com/: the slug of the application in Authentik',
		},
		{
			displayName: 'Internal URL',
			name: 'internalUrl',
			type: 'string',
			default: '',
			placeholder: 'http://authentik-server:9000',
			description: "Where n8n reaches the same Authentik, when not under the issuer's own address: scheme, host and port",
		},
		{
			displayName: 'CA Certificate',
			name: 'caCertificate',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: 'Certificate of the authority that signed the one of Authentik, in PEM form, when it is a private one',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of Authentik cannot be verified; whoever is in between can then let anybody through',
		},
	];
}

import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

export class CephObjectGatewayApi implements ICredentialType {
	name = 'cephObjectGatewayApi';

	displayName = 'Ceph Object Gateway API';

	icon: Icon = { light: 'file:../nodes/Ceph/ceph.svg', dark: 'file:../nodes/Ceph/ceph.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://rgw.example.com:7480',
			description: 'Address of the gateway (RGW) as n8n reaches it, without a bucket',
		},
		{
			displayName: 'Public Endpoint',
			name: 'publicEndpoint',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://files.example.com',
			description: 'Address of the gateway as people reach it, when that is another one: URLs that the node creates for them begin with it',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'string',
			default: 'us-east-1',
			required: true,
			description:
				"With us-east-1 new buckets go to the gateway's own zone group; any other name must be the API name of a zone group",
		},
		{
			displayName: 'Access Key',
			name: 'accessKeyId',
			type: 'string',
			default: '',
			required: true,
			description: 'Key of an ordinary gateway user: what the gateway answers to a system user, S3 clients do not understand',
		},
		{
			displayName: 'Secret Key',
			name: 'secretAccessKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Force Path Style',
			name: 'forcePathStyle',
			type: 'boolean',
			default: true,
			description: "Whether the bucket stands in the path of a URL; otherwise in its host name, which needs a wildcard in DNS and the gateway's own DNS name set",
		},
		{
			displayName: 'Webhook Base URL',
			name: 'webhookBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://n8n:5678',
			description:
				'Address of n8n as the gateway sees it, where it is another than people use: the Ceph Trigger has events posted there. Its scheme, host and port take the place of those of the webhook URL.',
		},
		{
			displayName: 'CA Certificate',
			name: 'caCertificate',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: "Certificate of the authority that signed the gateway's, in PEM form, when it is a private one",
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of the gateway cannot be verified',
		},
	];
}

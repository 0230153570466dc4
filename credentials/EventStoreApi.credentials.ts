import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class EventStoreApi implements ICredentialType {
	name = 'eventStoreApi';

	displayName = 'Event Store API';

	icon = { light: 'file:../nodes/EventStore/eventStore.svg', dark: 'file:../nodes/EventStore/eventStore.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Connection String',
			name: 'connectionString',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'esdb://eventstore.example:2113?tls=true',
			description:
				'Address of the server: esdb://host:2113, kurrentdb://[2001:db8::1]:2113, esdb://a:2113,b:2113,c:2113 for the members of a cluster, or esdb+discover://cluster:2113 for their common name; add ?tls=false where there is no TLS',
			hint: 'User name and password belong into the fields below; without TLS they are not sent',
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			description: 'Needed over TLS, where the server lets nobody else in; without TLS it has no users, and this is not sent',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'CA Certificate',
			name: 'caCertificate',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: 'Certificate in PEM form of the authority that signed the one of the server, when it is a private one',
		},
		{
			displayName: 'Client Certificate',
			name: 'clientCertificate',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: 'Certificate in PEM form by which the server knows the user instead of by a password; needs a server with user certificates',
		},
		{
			displayName: 'Client Private Key',
			name: 'clientPrivateKey',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'Private key of the client certificate in PEM form, without a password',
		},
	];
}

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
				'Address of the server: esdb://host:2113, kurrentdb://host:2113, or esdb+discover://cluster:2113 for a cluster; add ?tls=false where there is no TLS',
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
	];
}

import type { ICredentialType } from 'n8n-workflow';

import { AuthentikApplicationApi } from '../../credentials/AuthentikApplicationApi.credentials.ts';
import { CephDashboardApi } from '../../credentials/CephDashboardApi.credentials.ts';
import { CephObjectGatewayApi } from '../../credentials/CephObjectGatewayApi.credentials.ts';
import { EventStoreApi } from '../../credentials/EventStoreApi.credentials.ts';
import { IpfsApi } from '../../credentials/IpfsApi.credentials.ts';
import { NetBoxApi } from '../../credentials/NetBoxApi.credentials.ts';
import { connectionsIn } from '../../stack/connections.ts';
import { stackCredentials } from '../../stack/n8n/credentials.ts';

const types: ICredentialType[] = [AuthentikApplicationApi, CephDashboardApi, CephObjectGatewayApi, EventStoreApi, IpfsApi, NetBoxApi].map((type) => new type());

// n8n takes fields that a credential does not have, and never shows or uses them.
it.each(stackCredentials(connectionsIn({}, 'stack')))('the credential $name has no fields that its type does not have', ({ type, data }) => {
	const fields = types.find(({ name }) => name === type)?.properties.map(({ name }) => name);
	expect(fields).toEqual(expect.arrayContaining(Object.keys(data)));
});

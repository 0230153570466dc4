import type { Connections } from '../../stack/connections.ts';
import { stackCredentials } from '../../stack/n8n/credentials.ts';

/** A credential that exists in the n8n of the stack. */
export interface ProvisionedCredential {
	id: string;
	name: string;
	type: string;
}

/** Only the names are asked for; where the systems are and what opens them is left empty. */
const nowhere: Connections = {
	n8n: { url: '', webhookUrl: '', ownerEmail: '', ownerPassword: '', apiKey: '' },
	cephDashboard: { url: '', username: '', password: '', caCertificate: '' },
	rgw: { url: '', publicUrl: '', region: '', accessKeyId: '', secretAccessKey: '', webhookBaseUrl: '' },
	rgwAdmin: { url: '', publicUrl: '', region: '', accessKeyId: '', secretAccessKey: '', caCertificate: '' },
	ipfs: { rpcUrl: '', gatewayUrl: '' },
	eventStore: { connectionString: '' },
	netBox: { url: '', publicUrl: '', token: '' },
	authentik: {
		url: '',
		token: '',
		issuer: '',
		clientId: '',
		clientSecret: '',
		publisher: { username: '', password: '' },
		operator: { username: '', password: '' },
		outsider: { username: '', password: '' },
	},
};

export const provisionedCredentials = stackCredentials(nowhere).map(
	({ id, name, type }): ProvisionedCredential => ({ id, name, type }),
);

import { randomUUID } from 'node:crypto';

import { create } from 'kubo-rpc-client';
import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { IpfsApi } from '../../../../credentials/IpfsApi.credentials.ts';
import { Ipfs } from '../../../../nodes/Ipfs/Ipfs.node.ts';
import { connections } from '../../../../stack/connections.ts';
import { type NodeRun, runNode, storedBinary } from '../../../support/node-runner.ts';

const { ipfs } = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');

/** The credential of the running Kubo. */
export const credential = {
	rpcUrl: ipfs.rpcUrl,
	gatewayUrl: ipfs.gatewayUrl,
	authentication: 'none',
	username: '',
	password: '',
	token: '',
	allowUnauthorizedCerts: false,
} satisfies ICredentialDataDecryptedObject;

/** Kubo's own client, which judges what the node did. */
export const kubo = create(ipfs.rpcUrl);

export const node = new Ipfs();

/** A name that no other test and no earlier run has. */
export const unique = (name = 'contract') => `${name}-${randomUUID()}`;

/** Runs an operation of the node, and gives the items that come out; a credential may stand for the usual one. */
export async function items(
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	{ credentials, ...more }: Partial<NodeRun> = {},
): Promise<INodeExecutionData[]> {
	const [out] = await runNode(node, {
		credentials: { ipfsApi: { ...credential, ...credentials?.ipfsApi } },
		credentialTypes: [new IpfsApi()],
		parameters: { resource, operation, ...parameters },
		...more,
	});
	return out!;
}

/** Like {@link items}, for their JSON. */
export async function run(...call: Parameters<typeof items>): Promise<INodeExecutionData['json'][]> {
	return (await items(...call)).map(({ json }) => json);
}

/** An item with a file in its field `data`. */
export async function withFile(bytes: Buffer, fileName: string, mimeType = 'application/octet-stream'): Promise<INodeExecutionData> {
	return { json: {}, binary: { data: await storedBinary(bytes, fileName, mimeType) } };
}

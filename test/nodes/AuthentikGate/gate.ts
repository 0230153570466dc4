import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeError } from 'n8n-workflow';
import type { JWTPayload } from 'jose';

import { AuthentikGate } from '../../../nodes/AuthentikGate/AuthentikGate.node.ts';
import type { NodeRun } from '../../support/node-runner.ts';
import { runNode } from '../../support/node-runner.ts';

export const CLIENT_ID = 'documents-client';

/** The claims of an access token as Authentik issues it; `undefined` takes one away. */
export function accessClaims(issuer: string, changed: JWTPayload = {}): JWTPayload {
	const now = Math.floor(Date.now() / 1000);
	const claims: JWTPayload = {
		iss: issuer,
		sub: '5f2b',
		aud: CLIENT_ID,
		exp: now + 3600,
		iat: now,
		auth_time: now,
		acr: 'goauthentik.io/providers/oauth2/default',
		jti: 'j1',
		preferred_username: 'publisher',
		name: 'Publisher',
		email: 'publisher@cim.example',
		email_verified: false,
		groups: ['document-publishers', 'staff'],
		azp: CLIENT_ID,
		uid: 'Qx7',
		scope: 'profile email documents:write',
		...changed,
	};
	return JSON.parse(JSON.stringify(claims)) as JWTPayload;
}

/** An item as n8n's webhook makes it. */
export function call(authorization?: unknown): INodeExecutionData {
	const headers = { ...(authorization !== undefined && { authorization }) } as IDataObject;
	return { json: { headers, body: { name: 'a.pdf' } } };
}

export interface Passage {
	allowed: INodeExecutionData[];
	denied: INodeExecutionData[];
	/** What the node before has given, as it is afterwards. */
	given: INodeExecutionData[];
}

/** Runs the gate on copies of items with the parameters that n8n's editor would store. */
export async function passGate(
	credential: ICredentialDataDecryptedObject,
	items: INodeExecutionData[],
	parameters: NodeRun['parameters'] = {},
	more: NodeRun = {},
): Promise<Passage> {
	const given = structuredClone(items);
	const [denied = [], allowed = []] = await runNode(new AuthentikGate(), {
		credentials: { authentikApplicationApi: { clientId: CLIENT_ID, ...credential } },
		parameters: { token: '={{ $json.headers.authorization }}', requiredGroups: [], groupsMatch: 'any', requiredScopes: [], ...parameters },
		items: given,
		...more,
	});
	return { allowed, denied, given };
}

/** The error that stopped the node. */
export async function failureOf(run: Promise<unknown>): Promise<NodeError> {
	const thrown: unknown = await run.catch((error: unknown) => error);
	if (thrown instanceof NodeError) return thrown;
	throw new Error('The node did not fail as nodes do', { cause: thrown });
}

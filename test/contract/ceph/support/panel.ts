import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { CephDashboardApi } from '../../../../credentials/CephDashboardApi.credentials.ts';
import { executionOf } from '../../../support/node-runner.ts';
import { node, signedIn } from './ceph.ts';

type Search = keyof typeof node.methods.listSearch;

/** Asks a picker as n8n's panel does, with what is chosen in the other fields, and gives the values to pick from. */
export async function pick(search: Search, filter = '', chosen: Record<string, string> = {}): Promise<(string | number | boolean)[]> {
	const { results } = await pickPage(search, filter, chosen);
	return results.map(({ value }) => value);
}

/** {@link pick} with names and, when there is more, what the panel asks for it with: `after`. */
export async function pickPage(search: Search, filter: string, chosen: Record<string, string>, after?: string): Promise<INodeListSearchResult> {
	const execution = executionOf(node, {
		credentials: { cephDashboardApi: signedIn },
		credentialTypes: [new CephDashboardApi()],
		// Which credential is asked for follows from the resource.
		parameters: { resource: 'cluster' },
	});
	const panel = Object.assign(execution, { getCurrentNodeParameter: (field: string) => chosen[field] }) as unknown as ILoadOptionsFunctions;
	return await node.methods.listSearch[search].call(panel, filter, after);
}

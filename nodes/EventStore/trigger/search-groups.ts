import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { connect } from '../transport.ts';

/** Names of the groups there are that contain the filter. */
export async function searchGroups(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const { eventStore } = await connect(this);
	const groups = await eventStore.call((connection) => connection.listAllPersistentSubscriptions());
	const names = new Set(groups.map(({ groupName }) => groupName).filter((name) => name.toLowerCase().includes(filter.toLowerCase())));
	return { results: [...names].map((name) => ({ name, value: name })) };
}

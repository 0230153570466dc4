import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem } from './fields.ts';
import { findFileSystem } from './lookup.ts';
import { clientOf, type Session } from './shape.ts';

export const clients = defineOperation<CephContext>()({
	name: 'Get Clients',
	action: 'Get the clients of a file system',
	description: 'List who has a file system mounted; the manager of the cluster is one of them while it works in it',
	fields: { fileSystem },
	list: true,
	async run({ fields, dashboard, ...tools }) {
		const { at } = await findFileSystem(dashboard, fields.fileSystem);
		const look = async () => await dashboard.get<{ data?: Session[] }>(`${at}/clients`);
		// While a metadata server is slow to answer, the Dashboard answers that it has nothing to tell yet.
		const { data = [] } = await tools.wait(look, (answer) => answer.data !== undefined, { what: 'the metadata servers to tell their clients', timeout: 60_000 });
		return data.map(clientOf);
	},
});

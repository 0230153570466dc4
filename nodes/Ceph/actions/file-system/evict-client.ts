import { InvalidField } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem } from './fields.ts';
import { findFileSystem } from './lookup.ts';

export const evictClient = defineOperation<CephContext>()({
	name: 'Evict Client',
	action: 'Evict a client from a file system',
	description: 'End the session of a client that hangs or should not be there; what it had not written yet is lost, and it must mount anew',
	fields: {
		fileSystem,
		client: {
			displayName: 'Client ID',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 4305',
			description: 'Number of the session, as "Get Clients" gives it',
		},
	},
	async run({ fields: { fileSystem, client }, dashboard }) {
		if (!/^\d+$/.test(client)) throw new InvalidField('Client ID', `got "${client.slice(0, 80)}"`, 'a number, as "Get Clients" gives it');
		const { at } = await findFileSystem(dashboard, fileSystem);
		await dashboard.send('DELETE', `${at}/client/${client}`);
		return { fileSystem, client: Number(client), evicted: true };
	},
});

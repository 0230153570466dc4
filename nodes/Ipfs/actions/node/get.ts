import { defineOperation } from '../../../shared/operation.ts';
import { patience } from '../../fields.ts';
import type { IpfsContext } from '../../transport.ts';

interface Identity {
	ID: string;
	Addresses?: string[] | null;
	AgentVersion: string;
}

interface Storage {
	RepoSize: number;
	StorageMax: number;
}

export const get = defineOperation<IpfsContext>()({
	name: 'Get',
	action: 'Get facts about the node',
	description: 'Get identity, version, addresses and storage of the IPFS node',
	fields: {},
	async run({ kubo }) {
		const call = { patience: patience({}) };
		const [identity, version, storage] = await Promise.all([
			kubo.call<Identity>('id', {}, call),
			kubo.call<{ Version: string }>('version', {}, call),
			kubo.call<Storage>('repo/stat', { 'size-only': true }, call),
		]);
		return {
			id: identity.ID,
			version: version.Version,
			agentVersion: identity.AgentVersion,
			addresses: identity.Addresses ?? [],
			storedSize: storage.RepoSize,
			storageMax: storage.StorageMax,
		};
	},
});

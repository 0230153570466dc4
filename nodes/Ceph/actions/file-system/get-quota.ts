import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { inDirectory } from './lookup.ts';
import { absolutePath } from './path.ts';
import { quotaOf, type Quotas } from './shape.ts';

export const getQuota = defineOperation<CephContext>()({
	name: 'Get Quota',
	action: 'Get the quota of a directory',
	description: 'Get how many bytes and files a directory may hold; null where there is no limit',
	fields: { fileSystem, path },
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		const found = await openAsRoot(dashboard, fields.fileSystem);
		const quotas = await inDirectory(dashboard, found, path, async () => await dashboard.get<Quotas>(`${found.at}/quota`, { path }));
		return { fileSystem: found.name, path, ...quotaOf(quotas) };
	},
});

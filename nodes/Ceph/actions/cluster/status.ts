import { defineOperation } from '../../../shared/operation.ts';
import { readRelease } from '../../dashboard/release.ts';
import type { CephContext } from '../../transport.ts';
import { type MinimalHealth, overview } from './overview.ts';

export const status = defineOperation<CephContext>()({
	name: 'Get Status',
	action: 'Get the status of the cluster',
	description: 'Release, health, monitors, managers, OSDs, pools, placement groups, capacity and client traffic at one look',
	fields: {},
	async run({ dashboard }) {
		const [fsid, summary, health] = await Promise.all([
			dashboard.get<string>('api/health/get_cluster_fsid'),
			dashboard.get<{ version: string }>('api/summary'),
			dashboard.get<MinimalHealth>('api/health/minimal'),
		]);
		const { version, name } = readRelease(summary.version);
		return { fsid, version, release: name, ...overview(health) };
	},
});

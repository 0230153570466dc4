import { defineOperation } from '../../../shared/operation.ts';
import { releaseOf } from '../../dashboard/release.ts';
import type { CephContext } from '../../transport.ts';
import { type MinimalHealth, overview } from './overview.ts';

export const status = defineOperation<CephContext>()({
	name: 'Get Status',
	action: 'Get the status of the cluster',
	description: 'Release, health, monitors, managers, OSDs, pools, placement groups, capacity and client traffic at one look',
	fields: {},
	async run({ dashboard }) {
		const [fsid, { version, name }, health] = await Promise.all([
			dashboard.get<string>('api/health/get_cluster_fsid'),
			releaseOf(dashboard),
			dashboard.get<MinimalHealth>('api/health/minimal'),
		]);
		return { fsid, version: version === '' ? null : version, release: name, ...overview(health) };
	},
});

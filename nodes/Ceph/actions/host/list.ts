import { defineOperation } from '../../../shared/operation.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { wholeList } from '../../dashboard/whole-list.ts';
import type { CephContext } from '../../transport.ts';
import { type Host, hostOf } from './shape.ts';

/** Hosts that the Dashboard gives when it is not asked for a number. */
const PAGE = 5;

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many hosts',
	description: 'List the machines of the cluster with the daemons that run on them',
	fields: {},
	list: true,
	run: async ({ dashboard }) => (await hosts(dashboard)).map(hostOf),
});

export async function hosts(dashboard: Dashboard): Promise<Host[]> {
	return await wholeList<Host>(dashboard, 'api/host', {}, PAGE);
}

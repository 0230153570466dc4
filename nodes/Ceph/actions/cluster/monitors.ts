import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';

interface Monitor {
	name: string;
	rank: number;
	public_addrs: { addrvec: { type: string; addr: string }[] };
	priority: number;
	weight: number;
}

export const monitors = defineOperation<CephContext>()({
	name: 'Get Many Monitors',
	action: 'Get many monitors of the cluster',
	description: 'List the monitors: who they are, where they listen and whether they are in quorum',
	fields: {},
	list: true,
	async run({ dashboard }) {
		const answer = await dashboard.get<{ in_quorum: Monitor[]; out_quorum: Monitor[] }>('api/monitor');
		const asItem = (inQuorum: boolean) => (monitor: Monitor) => {
			const { name, rank, priority, weight, public_addrs } = monitor;
			const addresses = public_addrs.addrvec.map(({ type, addr }) => `${type}:${addr}`);
			return { name, rank, address: public_addrs.addrvec[0]?.addr, addresses, inQuorum, priority, weight };
		};
		return [...answer.in_quorum.map(asItem(true)), ...answer.out_quorum.map(asItem(false))].sort((a, b) => a.rank - b.rank);
	},
});

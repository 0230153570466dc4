import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { osdDetails, osdId } from './lookup.ts';
import { rounded } from './shape.ts';

export const reweight = defineOperation<CephContext>()({
	name: 'Reweight',
	action: 'Reweight an OSD',
	description: 'Let an OSD hold less than its size says, until it is marked in anew',
	fields: {
		osd,
		weight: {
			displayName: 'Weight',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 4 },
			default: 1,
			description: 'Its share of what it would hold, from 0 (nothing: it is out) to 1 (all)',
		},
	},
	async run({ fields: { osd, weight }, dashboard, ...tools }) {
		const id = osdId(osd);
		const look = async () => (await osdDetails(dashboard, id)).osd_map;
		await look();
		await dashboard.send('POST', `api/osd/${id}/reweight`, { weight });
		const isSo = (state: { weight: number }) => Math.abs(state.weight - weight) < 0.0001;
		const state = await tools.wait(look, isSo, { what: `osd.${id} to have the weight ${weight}`, timeout: 30_000 });
		return { id, reweight: rounded(state.weight), in: state.in === 1 };
	},
});

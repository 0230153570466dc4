import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { osdId } from './lookup.ts';

export const scrub = defineOperation<CephContext>()({
	name: 'Scrub',
	action: 'Scrub an OSD',
	description: 'Have the placement groups of an OSD compared with their copies; it begins when the OSD finds time, and ends unseen',
	fields: {
		osd,
		options: collection('Add option', {
			deep: {
				displayName: 'Deep',
				type: 'boolean',
				default: false,
				description: 'Whether to read and compare all bytes too, not only what is known of them',
			},
		}),
	},
	async run({ fields: { osd, options }, dashboard }) {
		const id = osdId(osd);
		const deep = options.deep ?? false;
		await dashboard.send('POST', `api/osd/${id}/scrub`, undefined, { query: { deep: String(deep) } });
		return { id, deep, requested: true };
	},
});

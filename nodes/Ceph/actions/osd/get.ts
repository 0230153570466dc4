import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import { wholeList } from '../../dashboard/whole-list.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { osdDetails, osdId } from './lookup.ts';
import { metadataOf, type Osd, osdOf } from './shape.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get an OSD',
	description: 'Get state, weight, usage, version and devices of an object storage daemon',
	fields: { osd },
	async run({ fields, dashboard }) {
		const id = osdId(fields.osd);
		const { osd_map, osd_metadata } = await osdDetails(dashboard, id);
		// Weight and usage are told in the list alone.
		const listed = (await wholeList<Osd>(dashboard, 'api/osd')).find(({ osd }) => osd === id);
		if (listed === undefined) throw missing('OSD', String(id));
		return { ...osdOf(listed), ...metadataOf(osd_map, osd_metadata) };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { wholeList } from '../../dashboard/whole-list.ts';
import type { CephContext } from '../../transport.ts';
import { type Osd, osdOf } from './shape.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many object storage daemons',
	description: 'List the object storage daemons with their state, weight and usage',
	fields: {},
	list: true,
	async run({ dashboard }) {
		return (await wholeList<Osd>(dashboard, 'api/osd')).map(osdOf);
	},
});

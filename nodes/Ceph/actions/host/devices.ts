import { defineOperation } from '../../../shared/operation.ts';
import { segment } from '../../../shared/path-segment.ts';
import type { CephContext } from '../../transport.ts';
import { host } from './fields.ts';
import { findHost } from './lookup.ts';
import { type Device, deviceOf } from './shape.ts';

export const devices = defineOperation<CephContext>()({
	name: 'Get Devices',
	action: 'Get the devices of a host',
	description: 'List the devices of a machine that daemons use, as far as they have a serial number',
	fields: { host },
	list: true,
	async run({ fields: { host }, dashboard }) {
		const found = await dashboard.get<Device[]>(`api/host/${segment(host)}/devices`);
		// The answer for a host that is not there is empty as well.
		if (found.length === 0) await findHost(dashboard, host);
		return found.map((device) => deviceOf(host, device));
	},
});

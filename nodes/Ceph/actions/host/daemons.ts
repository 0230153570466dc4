import { defineOperation } from '../../../shared/operation.ts';
import { segment } from '../../../shared/path-segment.ts';
import type { CephContext } from '../../transport.ts';
import { host } from './fields.ts';

export const daemons = defineOperation<CephContext>()({
	name: 'Get Daemons',
	action: 'Get the daemons of a host',
	description:
		'List the daemons of a machine with their state, version and memory in the words of the orchestrator, which this needs; without one, "Get" names the daemons',
	fields: { host },
	list: true,
	run: async ({ fields: { host }, dashboard }) => await dashboard.get<object[]>(`api/host/${segment(host)}/daemons`),
});

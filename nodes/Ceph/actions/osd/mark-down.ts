import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { mark } from './mark.ts';

export const markDown = defineOperation<CephContext>()({
	name: 'Mark Down',
	action: 'Mark an OSD down',
	description: 'Take an OSD for stopped; one that still runs says so and is up again within seconds',
	fields: { osd },
	run: async ({ fields, ...tools }) => await mark(fields.osd, 'down', tools),
});

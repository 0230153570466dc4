import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { mark } from './mark.ts';

export const markOut = defineOperation<CephContext>()({
	name: 'Mark Out',
	action: 'Mark an OSD out',
	description: 'Let an OSD hold no data any more: its data moves to the others while it goes on running',
	fields: { osd },
	run: async ({ fields, ...tools }) => await mark(fields.osd, 'out', tools, (state) => state.in === 0),
});

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { mark } from './mark.ts';

export const markIn = defineOperation<CephContext>()({
	name: 'Mark In',
	action: 'Mark an OSD in',
	description: 'Let an OSD hold data again, with its full weight; data moves onto it',
	fields: { osd },
	run: async ({ fields, ...tools }) => await mark(fields.osd, 'in', tools, (state) => state.in === 1),
});

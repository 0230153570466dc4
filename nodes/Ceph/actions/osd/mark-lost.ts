import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osd } from './fields.ts';
import { mark } from './mark.ts';

export const markLost = defineOperation<CephContext>()({
	name: 'Mark Lost',
	action: 'Mark an OSD lost',
	description: 'Give up what only this OSD, which must be down, still holds: the others stop waiting for it, and that data is lost for good',
	fields: { osd },
	run: async ({ fields, ...tools }) => await mark(fields.osd, 'lost', tools),
});

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osdId } from './lookup.ts';

interface Answer {
	is_safe_to_destroy: boolean;
	active?: number[];
	missing_stats?: number[];
	stored_pgs?: number[];
	/** In place of the lists, when Ceph refuses to answer yes or no. */
	message?: string;
}

export const safeToDestroy = defineOperation<CephContext>()({
	name: 'Check Safe to Destroy',
	action: 'Check whether object storage daemons are safe to destroy',
	description: 'Whether OSDs, all of them at once, could be destroyed without loss of data or of copies',
	fields: {
		osds: {
			displayName: 'OSDs',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add OSD' },
			default: [],
			required: true,
			placeholder: 'e.g. 7',
			description: 'Numbers of the OSDs: two may each be safe to destroy, but not both',
		},
	},
	async run({ fields, dashboard }) {
		const ids = fields.osds.map(osdId);
		const answer = await dashboard.get<Answer>('api/osd/safe_to_destroy', { ids: JSON.stringify(ids) });
		const { is_safe_to_destroy, active = [], missing_stats = [], stored_pgs = [], message } = answer;
		return { osds: ids, safe: is_safe_to_destroy, active, missingStats: missing_stats, storedPlacementGroups: stored_pgs, message: message ?? null };
	},
});

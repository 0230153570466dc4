import { defineOperation } from '../../../shared/operation.ts';
import { segment } from '../../../shared/path-segment.ts';
import { missing } from '../../dashboard/missing.ts';
import type { CephContext } from '../../transport.ts';
import { findProfile, profileField } from './fields.ts';

export const deleteProfile = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete an erasure code profile',
	description: 'Delete an erasure code profile that no pool uses',
	fields: { profile: profileField },
	async run({ fields: { profile }, dashboard }) {
		// Ceph takes a profile that is not there for deleted.
		if ((await findProfile(dashboard, profile)) === undefined) throw missing('erasure code profile', profile);
		await dashboard.send('DELETE', `api/erasure_code_profile/${segment(profile)}`);
		return { profile, deleted: true };
	},
});

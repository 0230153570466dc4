import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import type { CephContext } from '../../transport.ts';
import { findProfile, profileField } from './fields.ts';
import { profileItem } from './profile.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get an erasure code profile',
	description: 'Get into how many pieces a profile cuts objects, by which plugin, and where they are put',
	fields: { profile: profileField },
	async run({ fields: { profile }, dashboard }) {
		const found = await findProfile(dashboard, profile);
		if (found === undefined) throw missing('erasure code profile', profile);
		return profileItem(found);
	},
});

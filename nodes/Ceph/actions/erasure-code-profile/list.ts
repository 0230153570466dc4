import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { profileItem, type RawProfile } from './profile.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many erasure code profiles',
	description: 'List the erasure code profiles',
	fields: {},
	list: true,
	async run({ dashboard }) {
		const profiles = await dashboard.get<RawProfile[]>('api/erasure_code_profile');
		return profiles.map(profileItem).sort((a, b) => (a.profile < b.profile ? -1 : 1));
	},
});

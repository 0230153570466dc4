import { locator } from '../../../shared/field.ts';
import { segment } from '../../../shared/path-segment.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import type { RawProfile } from './profile.ts';

export const profileField = locator('searchErasureCodeProfiles', {
	displayName: 'Erasure Code Profile',
	description: 'The profile to work on',
	placeholder: 'e.g. k4m2',
});

/** The profile of a name; `undefined` when there is none. */
export async function findProfile(dashboard: Dashboard, name: string): Promise<RawProfile | undefined> {
	return await orNone(dashboard.get<RawProfile>(`api/erasure_code_profile/${segment(name)}`), '404');
}

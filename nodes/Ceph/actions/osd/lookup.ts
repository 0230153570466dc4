import { InvalidField, SystemError } from '../../../shared/errors.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { missing } from '../../dashboard/missing.ts';
import type { OsdMapEntry, OsdMetadata } from './shape.ts';

/**
 * Reads the number of an OSD, also when it is written like the name of the daemon.
 *
 * @throws InvalidField when it is neither
 */
export function osdId(text: string): number {
	const [, digits] = /^(?:osd\.)?(\d{1,9})$/.exec(text.trim()) ?? [];
	if (digits === undefined) throw new InvalidField('OSD', `got "${text.slice(0, 80)}"`, 'a number such as 7, or osd.7');
	return Number(digits);
}

/** What the Dashboard tells of one OSD. */
export interface OsdDetails {
	osd_map: OsdMapEntry;
	osd_metadata: OsdMetadata | null;
}

/** @throws SystemError when there is no such OSD, of which the Dashboard only says that it met an unexpected condition */
export async function osdDetails(dashboard: Dashboard, id: number): Promise<OsdDetails> {
	try {
		return await dashboard.get(`api/osd/${id}`);
	} catch (thrown) {
		if (!(thrown instanceof SystemError)) throw thrown;
		const all = await dashboard.get<{ osd: number }[]>('api/osd/flags/individual');
		throw all.some(({ osd }) => osd === id) ? thrown : missing('OSD', String(id));
	}
}

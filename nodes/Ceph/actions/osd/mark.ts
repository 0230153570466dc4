import type { Tools } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { osdDetails, osdId } from './lookup.ts';
import type { OsdMapEntry } from './shape.ts';

/** What the Dashboard can mark an OSD as. */
export type Mark = 'in' | 'out' | 'down' | 'lost';

/** How an OSD is after it was marked. */
export interface Marked {
	id: number;
	marked: Mark;
	up: boolean;
	in: boolean;
}

/**
 * Marks an OSD.
 *
 * @param isSo waited for, because the manager hears of the monitors' new map a moment later
 * @throws SystemError when there is no such OSD, which to Ceph is no error
 */
export async function mark(
	text: string,
	action: Mark,
	{ dashboard, ...tools }: CephContext & Pick<Tools, 'wait'>,
	isSo: (osd: OsdMapEntry) => boolean = () => true,
): Promise<Marked> {
	const id = osdId(text);
	const look = async () => (await osdDetails(dashboard, id)).osd_map;
	await look();
	await dashboard.send('PUT', `api/osd/${id}/mark`, { action });
	const { up, in: isIn } = await tools.wait(look, isSo, { what: `osd.${id} to be marked ${action}`, timeout: 30_000 });
	return { id, marked: action, up: up === 1, in: isIn === 1 };
}

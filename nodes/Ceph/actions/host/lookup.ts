import { segment } from '../../../shared/path-segment.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { missing } from '../../dashboard/missing.ts';
import type { Host } from './shape.ts';

/** @throws SystemError when there is no such host, of which the Dashboard only says that the address matches nothing */
export async function findHost(dashboard: Dashboard, hostname: string): Promise<Host> {
	const found = await orNone(dashboard.get<Host>(`api/host/${segment(hostname)}`), '404');
	if (found === undefined) throw missing('host', hostname);
	return found;
}

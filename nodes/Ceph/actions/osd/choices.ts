import { wholeList } from '../../dashboard/whole-list.ts';
import type { Choice } from '../../picker.ts';
import type { CephContext } from '../../transport.ts';
import { type Osd, osdOf } from './shape.ts';

/** All OSDs, with the host and the state that people choose by. */
export async function osdChoices({ dashboard }: CephContext): Promise<Choice[]> {
	const all = await wholeList<Osd>(dashboard, 'api/osd');
	return all.map(osdOf).map(({ id, name, host, up, in: isIn }) => ({
		name: `${name} (${[host ?? 'no host', up ? 'up' : 'down', isIn ? 'in' : 'out'].join(', ')})`,
		value: String(id),
	}));
}

import { SystemError } from '../../shared/errors.ts';
import type { Dashboard } from './dashboard.ts';

/** Says whether the snapshot is one for mirroring: from 17.2.7 on it must be given, before it must not. */
const OF_MIRRORING = 'mirrorImageSnapshot';

/**
 * Takes a snapshot of a block image.
 *
 * @param imagePath path of the image below the Dashboard's address
 */
export async function takeSnapshot(dashboard: Dashboard, imagePath: string, name: string, timeout?: number): Promise<void> {
	const take = async (more: object) => await dashboard.send('POST', `${imagePath}/snap`, { snapshot_name: name, ...more }, { timeout });
	try {
		await take({ [OF_MIRRORING]: false });
	} catch (thrown) {
		if (!(thrown instanceof SystemError) || !thrown.message.includes(OF_MIRRORING)) throw thrown;
		await take({});
	}
}

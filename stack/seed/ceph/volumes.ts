import type { Connections } from '../../connections.ts';
import { connect } from './dashboard.ts';

const POOL = 'tenant-volumes';
const GIB = 2 ** 30;

/** Volumes as tenants order them; RBD allots space only when it is written to. */
const IMAGES = [
	{ name: 'db-primary', size: 20 * GIB },
	{ name: 'web-assets', size: 5 * GIB },
	{ name: 'build-cache', size: 10 * GIB },
];

/** Makes the pool for block images, and the images. */
export async function ensureVolumes(dashboard: Connections['cephDashboard'], log: (line: string) => void): Promise<void> {
	const client = await connect(dashboard);
	if (!(await client.exists(`/pool/${POOL}`))) {
		const pool = { pool: POOL, pool_type: 'replicated', pg_num: 8, application_metadata: ['rbd'] };
		await client.create('/pool', pool, `/pool/${POOL}`);
		log(`pool ${POOL}`);
	}
	for (const { name, size } of IMAGES) {
		const path = `/block/image/${encodeURIComponent(`${POOL}/${name}`)}`;
		if (await client.exists(path)) continue;
		await client.create('/block/image', { pool_name: POOL, name, size }, path);
		log(`block image ${POOL}/${name}, ${size / GIB} GiB`);
	}
}

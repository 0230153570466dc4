import type { Systems } from './systems.ts';
import type { CimWorld } from './world.ts';

/** A block image as RBD's own command line describes it. */
export interface Image {
	name: string;
	/** Bytes. */
	size: number;
}

/** The pool that a tenant's volumes are in. */
export const poolOf = (tenant: string) => `volumes-${tenant}`;

/** Runs a program where Ceph runs; it is given a minute. */
export async function ceph({ containers }: Systems, ...command: string[]): Promise<string> {
	return await containers.exec('ceph', ['timeout', '60', ...command]);
}

/** Whether Ceph has a pool. */
export async function hasPool(systems: Systems, pool: string): Promise<boolean> {
	return (JSON.parse(await ceph(systems, 'ceph', 'osd', 'pool', 'ls', '--format', 'json')) as string[]).includes(pool);
}

/** The most bytes that a pool may hold; 0 without a limit. */
export async function quotaOf(systems: Systems, pool: string): Promise<number> {
	const { quota_max_bytes: bytes } = JSON.parse(await ceph(systems, 'ceph', 'osd', 'pool', 'get-quota', pool, '--format', 'json')) as { quota_max_bytes: number };
	return bytes;
}

/** The block images of a pool. */
export async function imagesOf(systems: Systems, pool: string): Promise<Image[]> {
	const rows = JSON.parse(await ceph(systems, 'rbd', 'ls', '--long', pool, '--format', 'json')) as { image: string; size: number; snapshot?: string }[];
	// Each snapshot is a row of its own.
	return rows.filter(({ snapshot }) => snapshot === undefined).map(({ image, size }) => ({ name: image, size }));
}

/** What is in the trash of a pool. */
export async function trashOf(systems: Systems, pool: string): Promise<{ id: string; name: string }[]> {
	return JSON.parse(await ceph(systems, 'rbd', 'trash', 'ls', pool, '--format', 'json')) as { id: string; name: string }[];
}

/** Names of the snapshots of an image, by its name (`--image`) or ID (`--image-id`). */
export async function snapshotsOf(systems: Systems, pool: string, by: '--image' | '--image-id', image: string): Promise<string[]> {
	const snapshots = JSON.parse(await ceph(systems, 'rbd', 'snap', 'ls', '--pool', pool, by, image, '--format', 'json')) as { name: string }[];
	return snapshots.map(({ name }) => name);
}

/** Removes the pools of the tenants that a scenario made, with all that is in them. */
export async function forgetVolumes({ systems, tenants, order }: CimWorld): Promise<void> {
	if (order === undefined) return;
	for (const { slug } of tenants) {
		const pool = poolOf(slug);
		if (await hasPool(systems, pool)) await ceph(systems, 'ceph', 'osd', 'pool', 'rm', pool, pool, '--yes-i-really-really-mean-it');
	}
}

import type { Systems } from './systems.ts';
import { stands } from './tenants.ts';
import { known, type CimWorld, type Tenant, type VolumeOrder } from './world.ts';

/** A block image as RBD's own command line describes it. */
export interface Image {
	name: string;
	/** Bytes. */
	size: number;
}

/** The pool that a tenant's volumes are in. */
export const poolOf = (tenant: string) => `volumes-${tenant}`;

/** An order of the scenario's, about which it is from now on: one name and key a scenario, so that what is ordered twice is the same. */
export function orderOf(world: CimWorld, gibibytes: number): VolumeOrder {
	const tenant = known(world.tenant, 'a tenant');
	world.order = { tenant, machine: known(world.machines.at(-1), 'a machine').name, name: 'data', gibibytes };
	world.kept = { id: `${tenant}.data`, stream: `volume-${tenant}.data`, bucket: '', key: '' };
	world.run = `process-provision-volume.${tenant}.data.${world.mark}`;
	return world.order;
}

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

/** Removes the pools of the tenants that a scenario made, with all that is in them, and what is in that of one that stands. */
export async function forgetVolumes({ systems, tenants, order, kept }: CimWorld): Promise<void> {
	if (order === undefined) return;
	for (const tenant of tenants) {
		if (!stands(tenant)) await forgetPool(systems, tenant);
		else if (await hasPool(systems, poolOf(tenant.slug))) await emptyPool(systems, tenant);
		// The next scenario's volume has the same name.
		if (stands(tenant) && kept) await systems.events.deleteStream(kept.stream);
	}
}

/** Removes the pool of a tenant, when there is one. */
export async function forgetPool(systems: Systems, { slug }: Tenant): Promise<void> {
	const pool = poolOf(slug);
	if (await hasPool(systems, pool)) await ceph(systems, 'ceph', 'osd', 'pool', 'rm', pool, pool, '--yes-i-really-really-mean-it');
}

/** Images that belong to a group or are in the trash, and those with snapshots, want to be asked in this order. */
const EMPTY = `set -eu
rbd group ls "$1" | while read -r group; do rbd group rm "$1/$group"; done
rbd ls "$1" | while read -r image; do rbd snap limit clear "$1/$image"; rbd snap purge --no-progress "$1/$image"; rbd rm --no-progress "$1/$image"; done
rbd trash ls "$1" | while read -r id name; do rbd snap purge --no-progress --pool "$1" --image-id "$id"; rbd trash rm --no-progress --force --pool "$1" "$id"; done`;

async function emptyPool(systems: Systems, { slug }: Tenant): Promise<void> {
	await ceph(systems, 'sh', '-c', EMPTY, 'empty', poolOf(slug));
}

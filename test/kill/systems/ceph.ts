import type { Systems } from '../../../acceptance/support/systems.ts';

/** The pool that a tenant's volumes are in. */
const poolOf = (tenant: string) => `volumes-${tenant}`;

/** What is in a pool. */
export interface Pool {
	images: { name: string; size: number; snapshots: number }[];
	/** Names of the images in its trash. */
	trash: string[];
}

interface Row {
	image: string;
	size: number;
	snapshot?: string;
}

/** Bytes, as the process itself sets it. */
const QUOTA = 100 * 2 ** 30;

// Each of these does its work for many pools: the start of a container's program costs more than most of it.

const MAKE = `
set -e
quota=$1
shift
for pool in "$@"; do
	ceph osd pool create "$pool" 8
	ceph osd pool application enable "$pool" rbd
	ceph osd pool set-quota "$pool" max_bytes "$quota"
done`;

const LIST = `
set -e
all=$(ceph osd pool ls)
for pool in "$@"; do
	if grep -qxF "$pool" <<<"$all"; then
		printf '%s\\t%s\\t%s\\n' "$pool" "$(rbd ls --long "$pool" --format json | tr -d '\\n')" "$(rbd trash ls "$pool" --format json | tr -d '\\n')"
	fi
done`;

const REMOVE = `
set -e
all=$(ceph osd pool ls)
for pool in "$@"; do
	if grep -qxF "$pool" <<<"$all"; then ceph osd pool rm "$pool" "$pool" --yes-i-really-really-mean-it; fi
done`;

const EMPTY = `
set -e
all=$(ceph osd pool ls)
for pool in "$@"; do
	grep -qxF "$pool" <<<"$all" || continue
	for id in $(rbd trash ls "$pool" | cut -d ' ' -f 1); do rbd trash restore --pool "$pool" "$id" --image "left-$id"; done
	for image in $(rbd ls "$pool"); do
		rbd snap purge --no-progress "$pool/$image"
		# Whoever was at it is still known to it for half a minute.
		for pause in 1 10 20 0; do rbd rm --no-progress "$pool/$image" && break; sleep $pause; done
	done
done`;

/** Makes pools for tenants, by their slugs. */
export async function makePools(systems: Systems, slugs: readonly string[]): Promise<void> {
	await run(systems, MAKE, [String(QUOTA), ...slugs.map(poolOf)]);
}

/** What the pools of tenants hold, by the tenants' slugs; nothing of a tenant that has no pool. */
export async function poolsOf(systems: Systems, slugs: readonly string[]): Promise<Map<string, Pool>> {
	const pools = new Map(slugs.map((slug) => [poolOf(slug), slug]));
	const listed = await run(systems, LIST, [...pools.keys()]);
	return new Map(listed.split('\n').filter(Boolean).map(readLine).map(([pool, content]) => [pools.get(pool) ?? pool, content]));
}

function readLine(line: string): [string, Pool] {
	const [pool = '', images = '', trash = ''] = line.split('\t');
	const rows = JSON.parse(images) as Row[];
	const snapshotsOf = (image: string) => rows.filter((row) => row.image === image && row.snapshot !== undefined).length;
	return [
		pool,
		{
			images: rows.filter(({ snapshot }) => snapshot === undefined).map(({ image, size }) => ({ name: image, size, snapshots: snapshotsOf(image) })),
			trash: (JSON.parse(trash) as { name: string }[]).map(({ name }) => name),
		},
	];
}

/** Removes all that is in the pools of tenants. */
export async function emptyPools(systems: Systems, slugs: readonly string[]): Promise<void> {
	await run(systems, EMPTY, slugs.map(poolOf));
}

/** Removes the pools of tenants, with all that is in them. */
export async function forgetPools(systems: Systems, slugs: readonly string[]): Promise<void> {
	await run(systems, REMOVE, slugs.map(poolOf));
}

async function run({ containers }: Systems, script: string, names: readonly string[]): Promise<string> {
	return names.length === 0 ? '' : await containers.exec('ceph', ['timeout', '300', 'bash', '-c', script, 'script', ...names]);
}

import type { Systems } from '../../../acceptance/support/systems.ts';
import { poolOf } from '../../../acceptance/support/volumes.ts';

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

/** Lists images, snapshots and trash of each pool that is there, a line a pool: a program each would cost a second. */
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

/** What the pools of tenants hold, by the tenants' slugs; nothing of a tenant that has no pool. */
export async function poolsOf(systems: Systems, slugs: readonly string[]): Promise<Map<string, Pool>> {
	if (slugs.length === 0) return new Map();
	const listed = await systems.containers.exec('ceph', ['timeout', '300', 'bash', '-c', LIST, 'list', ...slugs.map(poolOf)]);
	const found = new Map(listed.split('\n').filter(Boolean).map(readLine));
	return new Map(slugs.flatMap((slug) => {
		const pool = found.get(poolOf(slug));
		return pool === undefined ? [] : [[slug, pool] as const];
	}));
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

/** Removes the pools of tenants, with all that is in them. */
export async function forgetPools({ containers }: Systems, slugs: readonly string[]): Promise<void> {
	await containers.exec('ceph', ['timeout', '300', 'bash', '-c', REMOVE, 'remove', ...slugs.map(poolOf)]);
}

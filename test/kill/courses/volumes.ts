import { isDeepStrictEqual } from 'node:util';

import type { Ground } from '../ground.ts';
import { forgetPools } from '../systems/ceph.ts';
import { eventsOf } from '../systems/journal.ts';
import type { Tenant } from '../systems/netbox.ts';
import { takeBackPath } from '../take-back.ts';
import type { Answer, Case, Course, Inventory, Sight } from './course.ts';

const GIBIBYTES = 1;
/** Makes the request of a case the same whenever it is made. */
const KEY = 'kill-test';

/** The volume of one case. */
interface Volume {
	tenant: Tenant;
	name: string;
	/** The first one of its tenant, whose pool comes and goes with it. */
	first: boolean;
}

async function anyVolume(ground: Ground): Promise<Volume> {
	return { tenant: await ground.tenant(), name: ground.newWord(), first: false };
}

async function firstVolume(ground: Ground): Promise<Volume> {
	return { tenant: await ground.netBox.makeTenant(ground.newWord()), name: ground.newWord(), first: true };
}

/** @param words beside its names */
function caseOf(ground: Ground, { tenant, name, first }: Volume, process: string, call: () => Promise<Answer>, ...words: string[]): Case {
	const { systems, netBox } = ground;
	const { slug } = tenant;
	const disks = async () => (await netBox.disksOf(tenant)).filter((disk) => disk.name === name);
	return {
		pool: slug,
		volume: name,
		words: [name, ...(first ? [slug] : []), ...words],
		journal: `process-${process}.${slug}.${name}.${KEY}`,
		call,
		inventory: async ({ pools }: Sight): Promise<Inventory> => {
			const pool = pools.get(slug);
			return {
				facts: (await eventsOf(systems, `volume-${slug}.${name}`)).map(({ type }) => type),
				pool: pool === undefined ? 'none' : 'there',
				images: (pool?.images ?? []).filter((image) => image.name === name),
				trash: (pool?.trash ?? []).filter((image) => image === name),
				disks: (await disks()).map(({ size, description }) => ({ size, description: description.replace(slug, '<tenant>') })),
			};
		},
		async forget() {
			for (const { id } of await disks()) await netBox.removeDisk(id);
			if (!first) return;
			await forgetPools(systems, [slug]);
			await netBox.forget(tenant);
		},
	};
}

const request = { 'idempotency-key': KEY };

async function order(ground: Ground, { tenant: { slug, machine }, name }: Volume): Promise<Answer> {
	return withoutTenant(await ground.call('provision-volume', { headers: request, body: { tenant: slug, machine: machine.name, name, gibibytes: GIBIBYTES } }));
}

/** Makes the volume, and says how writes are known that have no more of it than the number of its disk. */
async function provision(ground: Ground, volume: Volume): Promise<string> {
	const { status, body } = await order(ground, volume);
	if (status !== 201) throw new Error(`provision-volume answered ${status}: ${JSON.stringify(body)}`);
	return `/virtual-disks/${(body as { diskId: number }).diskId}/`;
}

/** Gives the volume back, and has a second person say yes or no when they are asked. */
async function giveBack(ground: Ground, { tenant: { slug, machine }, name }: Volume, approved: boolean): Promise<Answer> {
	const ask = () => ground.call('decommission-volume', { headers: request, body: { tenant: slug, machine: machine.name, name, keepHours: 0 } });
	const told = await ask();
	if (told.status !== 202) return withoutTenant(told);
	const said = await ground.call('approve-decommission', { as: 'operator', body: { tenant: slug, name, order: KEY, approved } });
	return withoutTenant(said.status === 200 && approved ? await ask() : said);
}

/** Tenants are shared, and differ from case to case. */
function withoutTenant({ status, body }: Answer): Answer {
	const { tenant: _tenant, machine: _machine, pool: _pool, ...rest } = body as Record<string, unknown>;
	return { status, body: rest };
}

function provisioned(name: string, make: (ground: Ground) => Promise<Volume>, only?: RegExp): Course {
	return {
		process: 'provision-volume',
		name,
		...(only && { only }),
		async prepare(ground) {
			const volume = await make(ground);
			return caseOf(ground, volume, 'provision-volume', () => order(ground, volume));
		},
	};
}

function takenBack(name: string, make: (ground: Ground) => Promise<Volume>, only?: RegExp): Course {
	return {
		process: 'provision-volume',
		name,
		...(only && { only }),
		async prepare(ground) {
			const volume = await make(ground);
			const disk = await provision(ground, volume);
			const key = `${volume.tenant.slug}.${volume.name}.${KEY}`;
			const takeBack = async () => {
				const { status, body } = await ground.call(takeBackPath, { body: { process: 'provision-volume', key } });
				return { status, body: { notUndone: (body as { notUndone?: unknown }).notUndone } };
			};
			return caseOf(ground, volume, 'provision-volume', takeBack, disk);
		},
	};
}

function decommissioned(name: string, approved: boolean): Course {
	return {
		process: 'decommission-volume',
		with: ['approve-decommission'],
		name,
		// The image is in the trash, and the machine has no disk.
		waiting: ({ images, trash, disks }) => isDeepStrictEqual({ images, trash, disks }, { images: [], trash: ['<0>'], disks: [] }),
		async prepare(ground) {
			const volume = await anyVolume(ground);
			const disk = await provision(ground, volume);
			return caseOf(ground, volume, 'decommission-volume', () => giveBack(ground, volume, approved), disk);
		},
	};
}

/** What a pool that is made or removed has to do with it. */
const POOL = /of "Ensure the tenant's pool"|\/api\/pool/;

export const volumes: readonly Course[] = [
	provisioned('provisioned', anyVolume),
	provisioned('provisioned, with a new pool', firstVolume, POOL),
	takenBack('taken back', anyVolume),
	takenBack('taken back, with its pool', firstVolume, POOL),
	decommissioned('approved', true),
	decommissioned('not approved', false),
];

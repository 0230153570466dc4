import { isDeepStrictEqual } from 'node:util';

import type { Ground } from '../ground.ts';
import { eventsOf } from '../systems/journal.ts';
import type { Tenant } from '../systems/netbox.ts';
import { takeBackPath } from '../take-back.ts';
import type { Answer, Case, Course, Inventory, Sight } from './course.ts';

/** The volume of each case. */
const NAME = 'data';
const GIBIBYTES = 2;
/** Makes the request of a case the same whenever it is made. */
const KEY = 'kill-test';

async function makeTenant(ground: Ground): Promise<Tenant> {
	return await ground.netBox.makeTenant(ground.newSlug());
}

function caseOf(ground: Ground, tenant: Tenant, process: string, call: () => Promise<Answer>): Case {
	const { systems, netBox } = ground;
	const { slug } = tenant;
	return {
		tenant: slug,
		words: [slug],
		journal: `process-${process}.${slug}.${NAME}.${KEY}`,
		call,
		inventory: async ({ pools }: Sight): Promise<Inventory> => ({
			facts: (await eventsOf(systems, `volume-${slug}.${NAME}`)).map(({ type }) => type),
			pool: pools.get(slug) ?? 'none',
			disks: (await netBox.disksOf(tenant)).map(({ name, size, description }) => ({ name, size, description })),
		}),
		forget: () => netBox.forget(tenant),
	};
}

const request = { 'idempotency-key': KEY };

async function order(ground: Ground, { slug, machine }: Tenant): Promise<Answer> {
	return await ground.call('provision-volume', { headers: request, body: { tenant: slug, machine: machine.name, name: NAME, gibibytes: GIBIBYTES } });
}

/** A volume that is there, and how writes are known that have no more of it than the number of its disk. */
async function provisioned(ground: Ground): Promise<{ tenant: Tenant; disk: string }> {
	const tenant = await makeTenant(ground);
	const { status, body } = await order(ground, tenant);
	if (status !== 201) throw new Error(`provision-volume answered ${status}: ${JSON.stringify(body)}`);
	return { tenant, disk: `/virtual-disks/${(body as { diskId: number }).diskId}/` };
}

/** Gives the volume back, and has a second person say yes or no when they are asked. */
async function giveBack(ground: Ground, { slug, machine }: Tenant, approved: boolean): Promise<Answer> {
	const ask = () => ground.call('decommission-volume', { headers: request, body: { tenant: slug, machine: machine.name, name: NAME, keepHours: 0 } });
	const told = await ask();
	if (told.status !== 202) return told;
	const said = await ground.call('approve-decommission', { as: 'operator', body: { tenant: slug, name: NAME, order: KEY, approved } });
	return said.status === 200 && approved ? await ask() : said;
}

function decommissioned(name: string, approved: boolean): Course {
	return {
		process: 'decommission-volume',
		with: ['approve-decommission'],
		name,
		// The image is in the trash, and the machine has no disk.
		waiting: (inventory) => isDeepStrictEqual(inventory, { facts: ['VolumeProvisioned'], pool: { images: [], trash: [NAME] }, disks: [] }),
		async prepare(ground) {
			const { tenant, disk } = await provisioned(ground);
			const found = caseOf(ground, tenant, 'decommission-volume', () => giveBack(ground, tenant, approved));
			return { ...found, words: [...found.words, disk] };
		},
	};
}

export const volumes: readonly Course[] = [
	{
		process: 'provision-volume',
		name: 'provisioned',
		async prepare(ground) {
			const tenant = await makeTenant(ground);
			return caseOf(ground, tenant, 'provision-volume', () => order(ground, tenant));
		},
	},
	{
		process: 'provision-volume',
		name: 'taken back',
		async prepare(ground) {
			const { tenant, disk } = await provisioned(ground);
			const takeBack = () => ground.call(takeBackPath, { body: { process: 'provision-volume', key: `${tenant.slug}.${NAME}.${KEY}` } });
			const found = caseOf(ground, tenant, 'provision-volume', takeBack);
			return { ...found, words: [...found.words, disk] };
		},
	},
	decommissioned('approved', true),
	decommissioned('not approved', false),
];

import type { Connections } from '../../stack/connections.ts';
import type { Systems } from './systems.ts';
import { known, type CimWorld, type Tenant } from './world.ts';

/** Makes a tenant in NetBox that only this scenario uses, and documents be for it from now on. */
export async function makeTenant(world: CimWorld): Promise<void> {
	const slug = `acceptance-${world.mark}-${world.tenants.length + 1}`;
	const { id } = (await netBox(world.systems.connections.netBox, 'POST', 'tenancy/tenants/', { name: `Acceptance ${slug}`, slug })) as { id: number };
	world.tenants.push({ id, slug });
	world.tenant = slug;
}

/** Removes the tenants that a scenario made, but for the one that stands. */
export async function forgetTenants({ systems, tenants }: CimWorld): Promise<void> {
	for (const tenant of tenants) if (tenant !== standing) await forget(systems, tenant);
}

let standing: Tenant | undefined;

/**
 * The tenant that scenarios of this process have one after another: its pool takes Ceph six seconds to make, and what is
 * in it is removed after each.
 */
export async function takeStandingTenant(world: CimWorld): Promise<void> {
	if (standing === undefined) {
		await makeTenant(world);
		standing = world.tenants.at(-1);
		return;
	}
	world.tenants.push(standing);
	world.tenant = standing.slug;
}

/** Whether scenarios after this one have a tenant too. */
export const stands = (tenant: Tenant) => tenant === standing;

/** Removes the tenant that stands, when there is one. @returns it */
export async function forgetStandingTenant(systems: Systems): Promise<Tenant | undefined> {
	const tenant = standing;
	if (tenant) await forget(systems, tenant);
	standing = undefined;
	return tenant;
}

async function forget({ connections }: Systems, { id }: Tenant): Promise<void> {
	await netBox(connections.netBox, 'DELETE', `tenancy/tenants/${id}/`);
}

/** Makes a virtual machine of the scenario's tenant in NetBox. */
export async function makeMachine(world: CimWorld): Promise<void> {
	const { netBox: connection } = world.systems.connections;
	const { results } = (await netBox(connection, 'GET', 'dcim/sites/?limit=1')) as { results: { id: number }[] };
	const tenant = known(world.tenants.at(-1), 'a tenant');
	const name = `machine-${world.mark}-${world.machines.length + 1}`;
	const { id } = (await netBox(connection, 'POST', 'virtualization/virtual-machines/', { name, site: results[0]?.id, tenant: tenant.id, status: 'active' })) as { id: number };
	world.machines.push({ id, name });
}

/** A disk as NetBox knows it; sizes in MiB. */
export interface Disk {
	id: number;
	name: string;
	size: number;
	description: string;
}

/** The disks of the machines that a scenario made. */
export async function disksOf({ systems, machines }: CimWorld): Promise<Disk[]> {
	const { netBox: connection } = systems.connections;
	const found = await Promise.all(machines.map(({ id }) => netBox(connection, 'GET', `virtualization/virtual-disks/?virtual_machine_id=${id}`)));
	return found.flatMap((answer) => (answer as { results: Disk[] }).results);
}

/** Removes the machines that a scenario made, with their disks. */
export async function forgetMachines({ systems, machines }: CimWorld): Promise<void> {
	for (const { id } of machines) await netBox(systems.connections.netBox, 'DELETE', `virtualization/virtual-machines/${id}/`);
}

async function netBox({ url, token }: Connections['netBox'], method: string, path: string, body?: object): Promise<unknown> {
	const response = await fetch(`${url}/api/${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`NetBox answered ${method} with status ${response.status}: ${text}`);
	return text === '' ? undefined : JSON.parse(text);
}

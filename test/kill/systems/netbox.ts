import type { Connections } from '../../../stack/connections.ts';

/** A tenant with a virtual machine, in NetBox. */
export interface Tenant {
	id: number;
	slug: string;
	machine: { id: number; name: string };
}

/** A virtual disk; its size in MiB. */
export interface Disk {
	id: number;
	name: string;
	size: number;
	description: string;
}

/** NetBox by its own API. */
export class NetBox {
	readonly #connection: Connections['netBox'];
	#site: Promise<number> | undefined;

	constructor(connection: Connections['netBox']) {
		this.#connection = connection;
	}

	async makeTenant(slug: string): Promise<Tenant> {
		const { id } = await this.#ask<{ id: number }>('POST', 'tenancy/tenants/', { name: `Kill test ${slug}`, slug });
		const site = await (this.#site ??= this.#ask<{ results: { id: number }[] }>('GET', 'dcim/sites/?limit=1').then(({ results }) => results[0]?.id ?? 0));
		const name = `machine-${slug}`;
		const machine = await this.#ask<{ id: number }>('POST', 'virtualization/virtual-machines/', { name, site, tenant: id, status: 'active' });
		return { id, slug, machine: { id: machine.id, name } };
	}

	async disksOf({ machine }: Tenant): Promise<Disk[]> {
		const { results } = await this.#ask<{ results: Disk[] }>('GET', `virtualization/virtual-disks/?virtual_machine_id=${machine.id}`);
		return results;
	}

	async removeDisk(id: number): Promise<void> {
		await this.#ask('DELETE', `virtualization/virtual-disks/${id}/`);
	}

	/** Removes a tenant, its machine and the disks of that. */
	async forget({ id, machine }: Tenant): Promise<void> {
		await this.#ask('DELETE', `virtualization/virtual-machines/${machine.id}/`);
		await this.#ask('DELETE', `tenancy/tenants/${id}/`);
	}

	async #ask<T>(method: string, path: string, body?: object): Promise<T> {
		const { url, token } = this.#connection;
		const response = await fetch(`${url}/api/${path}`, {
			method,
			headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json', 'accept': 'application/json' },
			...(body && { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`NetBox answered ${method} ${path} with status ${response.status}: ${text}`);
		return (text === '' ? undefined : JSON.parse(text)) as T;
	}
}

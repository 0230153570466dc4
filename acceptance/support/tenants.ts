import type { Connections } from '../../stack/connections.ts';
import type { CimWorld } from './world.ts';

/** Makes a tenant in NetBox that only this scenario uses, and documents be for it from now on. */
export async function makeTenant(world: CimWorld): Promise<void> {
	const slug = `acceptance-${world.mark}-${world.tenants.length + 1}`;
	const { id } = (await netBox(world.systems.connections.netBox, 'POST', '', { name: `Acceptance ${slug}`, slug })) as { id: number };
	world.tenants.push({ id, slug });
	world.tenant = slug;
}

/** Removes the tenants that a scenario made. */
export async function forgetTenants({ systems, tenants }: CimWorld): Promise<void> {
	for (const { id } of tenants) await netBox(systems.connections.netBox, 'DELETE', `${id}/`);
}

async function netBox({ url, token }: Connections['netBox'], method: string, path: string, body?: object): Promise<unknown> {
	const response = await fetch(`${url}/api/tenancy/tenants/${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`NetBox answered ${method} with status ${response.status}: ${text}`);
	return text === '' ? undefined : JSON.parse(text);
}

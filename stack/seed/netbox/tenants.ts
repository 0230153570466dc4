import { bySlug, type Client, slug } from './client.ts';

const TENANT_GROUP = { name: 'Customers', slug: 'customers', description: 'Who has things stored here' };

const TENANTS = bySlug(
	{
		name: 'Acme Archive',
		slug: 'acme-archive',
		group: { slug: TENANT_GROUP.slug },
		description: 'Keeps business records for ten years and longer',
	},
	{
		name: 'Borealis Labs',
		slug: 'borealis-labs',
		group: { slug: TENANT_GROUP.slug },
		description: 'Climate research: measurements and the papers written from them',
	},
	{
		name: 'City Museum',
		slug: 'city-museum',
		group: { slug: TENANT_GROUP.slug },
		description: 'Photographs and documents of a collection',
	},
);

/** Three customers, whose documents and volumes the processes are about. */
export async function ensureTenants(client: Client): Promise<void> {
	await client.ensure('tenancy/tenant-groups', bySlug(TENANT_GROUP), slug);
	await client.ensure('tenancy/tenants', TENANTS, slug);
}

import { byName, bySlug, type Client, name, slug, stored, type Stored } from './client.ts';

export const SITE = 'ams1';

const REGIONS = [
	{ name: 'Europe', slug: 'europe' },
	{ name: 'Netherlands', slug: 'netherlands', parent: { slug: 'europe' } },
];

/** One hall of a colocation house in Amsterdam, with two racks in it. */
export async function ensureSite(client: Client): Promise<{ site: Stored; racks: Map<string, Stored> }> {
	// A region must be there before those below it.
	for (const region of REGIONS) await client.ensure('dcim/regions', bySlug(region), slug);
	const wanted = {
		name: 'AMS1',
		slug: SITE,
		status: 'active',
		region: { slug: 'netherlands' },
		facility: 'Colocation hall 2',
		time_zone: 'Europe/Amsterdam',
		description: 'Rented racks in Amsterdam, Watergraafsmeer',
		physical_address: 'Watergraafsmeer, Amsterdam, Netherlands',
		latitude: 52.3555,
		longitude: 4.9565,
	};
	const sites = await client.ensure('dcim/sites', bySlug(wanted), slug);
	const hall = { name: 'Hall 2', slug: 'ams1-hall-2', site: { slug: SITE }, status: 'active' };
	await client.ensure('dcim/locations', bySlug(hall), slug);
	const role = { name: 'Storage and compute', slug: 'storage-and-compute', color: '009688' };
	await client.ensure('dcim/rack-roles', bySlug(role), slug);
	const racks = ['AMS1-R01', 'AMS1-R02'].map((rack) => ({
		name: rack,
		site: { slug: SITE },
		location: { slug: hall.slug },
		role: { slug: role.slug },
		status: 'active',
		width: 19,
		u_height: 42,
		form_factor: '4-post-cabinet',
	}));
	return {
		site: stored(sites, SITE),
		racks: await client.ensure('dcim/racks', byName(...racks), name, { site: SITE }),
	};
}

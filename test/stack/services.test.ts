import { endpoints, systems, systemsNamed } from '../../stack/services.ts';

describe('the table of systems', () => {
	it('gives each service to one system, and each port, variable and endpoint once', () => {
		const unique = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);
		unique(systems.flatMap(({ services }) => services));
		unique(endpoints.map(({ port }) => port));
		unique(endpoints.map(({ portVariable }) => portVariable));
		unique(endpoints.map(({ id }) => id));
	});

	it('calls just the servers of ours embedded', () => {
		const embedded = systems.filter(({ kind }) => kind === 'embedded').map(({ name }) => name);
		expect(embedded).toEqual(['eventstore', 'authentik']);
	});

	it('is searched by names of systems and of services', () => {
		expect(systemsNamed(['netbox-worker', 'ipfs']).map(({ name }) => name)).toEqual(['ipfs', 'netbox']);
		expect(() => systemsNamed(['kafka'])).toThrow(/"kafka".*Known: n8n, ceph/);
	});
});

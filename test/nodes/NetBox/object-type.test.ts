import fc from 'fast-check';

import { typePath } from '../../../nodes/NetBox/object-type.ts';
import { baseUrl } from '../../../nodes/NetBox/transport.ts';

describe('an object type', () => {
	it.each([
		['dcim/devices', 'dcim/devices'],
		['/tenancy/tenants/', 'tenancy/tenants'],
		['/api/ipam/ip-addresses/', 'ipam/ip-addresses'],
		['https://netbox.example/base/api/dcim/sites/', 'dcim/sites'],
		['plugins/dns/zones', 'plugins/dns/zones'],
	])('%s is the path %s', (given, path) => {
		expect(typePath(given)).toBe(path);
	});

	it.each(['', 'devices', 'dcim/', 'dcim/../users/tokens', 'dcim/devices?limit=1', 'dcim//devices', 'DCIM/Devices', 'dcim/devices#x', 'dcim/%2e%2e'])(
		'is not %j',
		(given) => {
			expect(() => typePath(given)).toThrow('Object Type: ');
		},
	);

	it('leads to no other part of NetBox, whatever is given', () => {
		fc.assert(
			fc.property(fc.string(), (given) => {
				try {
					expect(typePath(`dcim/${given}`)).toMatch(/^[a-z0-9_-]+(\/[a-z0-9_-]+)+$/);
				} catch (error) {
					expect((error as Error).message).toContain('Object Type');
				}
			}),
		);
	});
});

describe('the address', () => {
	it.each(['https://netbox.example', 'https://netbox.example/', ' https://netbox.example/api/ '])('%j is taken', (url) => {
		expect(baseUrl(url)).toBe('https://netbox.example');
	});
});

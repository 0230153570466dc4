import { spelled } from '../../../nodes/NetBox/spelling.ts';

describe('a text as NetBox writes it', () => {
	it.each([
		['ipam/ip-addresses', 'address', '10.0.0.1', '10.0.0.1/32'],
		['ipam/ip-addresses', 'address', ' 10.0.0.1/24 ', '10.0.0.1/24'],
		['ipam/ip-addresses', 'address', '10.0.0.1/255.255.255.0', '10.0.0.1/24'],
		['ipam/ip-addresses', 'address', '10.0.0.1/255.255.255.255', '10.0.0.1/32'],
		['ipam/ip-addresses', 'address', '10.0.0.1/0.0.0.0', '10.0.0.1/0'],
		['ipam/ip-addresses', 'address', '2001:DB8:0:0::1', '2001:db8::1/128'],
		['ipam/ip-addresses', 'address', '2001:0db8::0001/64', '2001:db8::1/64'],
		['ipam/prefixes', 'prefix', '10.1.2.3/16', '10.1.0.0/16'],
		['ipam/prefixes', 'prefix', '255.255.255.255/1', '128.0.0.0/1'],
		['ipam/prefixes', 'prefix', '2001:DB8:1:2:3::5/48', '2001:db8:1::/48'],
		['ipam/prefixes', 'prefix', '::1/0', '::/0'],
		['ipam/ip-addresses', 'dns_name', 'WWW.Example.COM', 'www.example.com'],
		['dcim/mac-addresses', 'mac_address', 'aabb.ccdd.ee01', 'AA:BB:CC:DD:EE:01'],
		['dcim/interfaces', 'wwn', '10-00-00-00-c9-2a-bb-0f', '10:00:00:00:C9:2A:BB:0F'],
		// What is no such thing NetBox refuses or keeps; in other fields it keeps what was written.
		['ipam/ip-addresses', 'address', '10.0.0.1/255.0.255.0', '10.0.0.1/255.0.255.0'],
		['ipam/ip-addresses', 'address', '10.0.0.1/33', '10.0.0.1/33'],
		['ipam/ip-addresses', 'address', 'fe80::1%eth0', 'fe80::1%eth0'],
		['ipam/ip-addresses', 'address', '10.0.0', '10.0.0'],
		['dcim/mac-addresses', 'mac_address', 'aabbcc', 'aabbcc'],
		['ipam/ip-addresses', 'description', '10.0.0.1', '10.0.0.1'],
		['dcim/sites', 'name', ' AMS 1\n', 'AMS 1'],
	])('%s %s %j is %j', (path, name, text, written) => {
		expect(spelled(path, name, text)).toBe(written);
	});
});

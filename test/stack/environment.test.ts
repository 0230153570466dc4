import { parseEnv } from 'node:util';

import fc from 'fast-check';

import { makeCephCertificates } from '../../stack/cephCertificates.ts';
import { connectionsIn } from '../../stack/connections.ts';
import { formatEnvironment, KEEP_SUCCESSES, projectEnvironment, runsElsewhere, servicesHere } from '../../stack/environment.ts';
import { secretNames, type Secrets } from '../../stack/secrets.ts';
import { systems, systemsNamed } from '../../stack/services.ts';

const certificates = await makeCephCertificates();
const secrets = { ...Object.fromEntries(secretNames.map((name) => [name, `made-${name}`])), ...certificates } as Secrets;
const environment = (project: string, ambient: NodeJS.ProcessEnv = {}) => projectEnvironment(project, secrets, ambient);

describe('host ports', () => {
	it("are the systems' own for cim and lie 10000 higher for cim-test", () => {
		expect(environment('cim').CIM_PORT_N8N).toBe('5678');
		expect(environment('cim-test').CIM_PORT_N8N).toBe('15678');
	});

	it('follow the user, for both projects without a clash', () => {
		const ambient = { CIM_PORT_IPFS_GATEWAY: '8081' };
		expect(environment('cim', ambient).CIM_PORT_IPFS_GATEWAY).toBe('8081');
		expect(environment('cim-test', ambient).CIM_PORT_IPFS_GATEWAY).toBe('18081');
	});

	it.each(['abc', '0', '70000', '80.5'])('must be ports: %s is refused with its name', (port) => {
		expect(() => environment('cim', { CIM_PORT_N8N: port })).toThrow(/CIM_PORT_N8N/);
	});
});

it('what n8n keeps of executions is as the user says', () => {
	expect(environment('cim')).not.toHaveProperty(KEEP_SUCCESSES);
	expect(environment('cim', { [KEEP_SUCCESSES]: '1' })).toHaveProperty(KEEP_SUCCESSES, '1');
});

describe('systems that run elsewhere', () => {
	it('are not started and lend their own credentials', () => {
		const given = environment('cim', { CIM_NETBOX_URL: 'https://netbox.example/', CIM_NETBOX_TOKEN: 'theirs' });
		expect(given.CIM_NETBOX_URL).toBe('https://netbox.example');
		expect(given.CIM_NETBOX_TOKEN).toBe('theirs');
		expect(servicesHere(systems, given)).not.toContain('postgres');
		expect(connectionsIn(given, 'stack').netBox.url).toBe('https://netbox.example');
	});

	it('need each of their addresses: a gateway elsewhere alone leaves Ceph here', () => {
		const [ceph] = systemsNamed(['ceph']);
		const gateway = { CIM_RGW_URL: 'http://rgw.example:7480' };
		expect(runsElsewhere(ceph!, environment('cim', gateway))).toBe(false);
		expect(runsElsewhere(ceph!, environment('cim', { ...gateway, CIM_CEPH_DASHBOARD_URL: 'http://d.example' }))).toBe(true);
	});

	it('do not change the secrets of those that run here', () => {
		expect(environment('cim', { CIM_NETBOX_TOKEN: 'theirs' }).CIM_NETBOX_TOKEN).toBe('made-CIM_NETBOX_TOKEN');
	});

	it('must have an address', () => {
		expect(() => environment('cim', { CIM_NETBOX_URL: 'netbox' })).toThrow(/CIM_NETBOX_URL/);
	});
});

describe('the env file', () => {
	it('gives back what was put in', () => {
		const value = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !text.includes("'"));
		const name = fc.stringMatching(/^[A-Z][A-Z_]{0,20}$/);
		fc.assert(
			fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (values) => {
				expect({ ...parseEnv(formatEnvironment(values)) }).toEqual(values);
			}),
		);
	});

	it('refuses what no env file can say', () => {
		expect(() => formatEnvironment({ CIM_X: "a'b" })).toThrow(/CIM_X/);
		expect(() => formatEnvironment({ CIM_X: 'a\nb' })).toThrow(/CIM_X/);
	});
});

describe('connections', () => {
	it('differ by side, but for the issuer that stands in tokens', () => {
		const host = connectionsIn(environment('cim-test'), 'host');
		const stack = connectionsIn(environment('cim-test'), 'stack');
		expect(host.rgw.url).toBe('http://127.0.0.1:17480');
		expect(stack.rgw.url).toBe('http://ceph:7480');
		expect(host.eventStore.connectionString).toBe('esdb://127.0.0.1:12113?tls=false');
		expect(stack.eventStore.connectionString).toBe('esdb://eventstore:2113?tls=false');
		expect(stack.authentik.url).toBe('http://authentik:9000');
		expect(stack.authentik.issuer).toBe('http://127.0.0.1:19000/application/o/cim/');
		expect(host.authentik.issuer).toBe(stack.authentik.issuer);
	});

	it('to Ceph trust the authority of the project, or the one that is given with an address', () => {
		const own = connectionsIn(environment('cim'), 'stack');
		expect(own.cephDashboard).toMatchObject({ url: 'https://ceph:8443', caCertificate: expect.stringMatching(/^-----BEGIN CERTIFICATE/) as string });
		expect(own.rgwAdmin).toMatchObject({ url: 'https://ceph:7443', caCertificate: own.cephDashboard.caCertificate });
		const elsewhere = { CIM_CEPH_DASHBOARD_URL: 'https://mgr.example:8443' };
		expect(connectionsIn(environment('cim', elsewhere), 'host').cephDashboard.caCertificate).toBe('');
		const given = environment('cim', { ...elsewhere, CIM_CEPH_CA: certificates.CIM_CEPH_TLS_AUTHORITY });
		expect(connectionsIn(given, 'host').cephDashboard.caCertificate).toBe(own.cephDashboard.caCertificate);
	});

	it('take an event store as an http address or as a connection string', () => {
		const at = (address: string) =>
			connectionsIn(environment('cim', { CIM_EVENTSTORE_URL: address }), 'host').eventStore.connectionString;
		expect(at('https://db.example:2113')).toBe('esdb://db.example:2113?tls=true');
		expect(at('kurrentdb://a.example,b.example?tls=true')).toBe('kurrentdb://a.example,b.example?tls=true');
	});

	it("expect a gateway beside an IPFS node that runs elsewhere", () => {
		const given = environment('cim', { CIM_IPFS_RPC_URL: 'http://ipfs.example:5001' });
		expect(connectionsIn(given, 'stack').ipfs.gatewayUrl).toBe('http://ipfs.example:8080');
	});

	it('give the address of the gateway that people can open, also to n8n in its container', () => {
		const { rpcUrl, gatewayUrl } = connectionsIn(environment('cim', { CIM_PORT_IPFS_GATEWAY: '8888' }), 'stack').ipfs;
		expect([rpcUrl, gatewayUrl]).toEqual(['http://ipfs:5001', 'http://127.0.0.1:8888']);
	});
});

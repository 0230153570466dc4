import { makeCephCertificates } from '../../stack/cephCertificates.ts';
import { loginTo, withPassword } from '../../stack/command/password.ts';
import { projectEnvironment } from '../../stack/environment.ts';
import { secretNames, type Secrets } from '../../stack/secrets.ts';

const secrets = {
	...Object.fromEntries(secretNames.map((name) => [name, `made-${name}`])),
	...(await makeCephCertificates()),
	CIM_N8N_OWNER_EMAIL: 'owner@cim.example',
} as Secrets;

describe('the password of a system', () => {
	it.each([
		['n8n', { user: 'owner@cim.example', password: 'made-CIM_N8N_OWNER_PASSWORD', url: 'http://127.0.0.1:15678' }],
		['ceph', { user: 'admin', password: 'made-CIM_CEPH_DASHBOARD_PASSWORD', url: 'https://127.0.0.1:18443' }],
		['netbox', { user: 'admin', password: 'made-CIM_NETBOX_PASSWORD', url: 'http://127.0.0.1:18000' }],
		['authentik', { user: 'akadmin', password: 'made-CIM_AUTHENTIK_PASSWORD', url: 'http://127.0.0.1:19000' }],
	])('comes with whom it lets in and where: %s', (name, login) => {
		expect(loginTo(name, projectEnvironment('cim-test', secrets, {}))).toEqual(login);
		expect(withPassword).toContain(name);
	});

	it('is not there for a system that asks for none, nor for one that does not exist', () => {
		const environment = projectEnvironment('cim', secrets, {});
		expect(() => loginTo('ipfs', environment)).toThrow('IPFS (Kubo) asks for no password here. Some do: n8n, ceph, netbox, authentik.');
		expect(() => loginTo('kafka', environment)).toThrow(/Known: n8n, ceph/);
	});

	it('is not told of a system that runs elsewhere, where it is another one', () => {
		const environment = projectEnvironment('cim', secrets, { CIM_NETBOX_URL: 'https://netbox.example' });
		expect(() => loginTo('netbox', environment)).toThrow(/runs elsewhere \(CIM_NETBOX_URL\)/);
	});
});

import fc from 'fast-check';
import { Workflow } from 'n8n-workflow';

import { addressExpression, systemAddress, trimPasted } from '../../../nodes/shared/address.ts';

const read = (text: string) =>
	systemAddress(text, { field: 'URL', example: 'https://ceph.example.com:8443', login: 'the fields Username and Password' });

const PASTED: [string, string][] = [
	['https://ceph:8443', 'https://ceph:8443'],
	['https://ceph:8443/', 'https://ceph:8443'],
	['  https://ceph:8443//\r\n', 'https://ceph:8443'],
	['https://ceph:8443/#/dashboard', 'https://ceph:8443'],
	['https://ceph:8443/#/login?returnUrl=%2Fdashboard', 'https://ceph:8443'],
	['https://racks.example/netbox/?next=/dcim/sites/', 'https://racks.example/netbox'],
	['http://[::1]:5001/', 'http://[::1]:5001'],
];

describe('an address', () => {
	it.each([...PASTED, ['\u200BHTTPS://Ceph.Example:443/\uFEFF', 'https://ceph.example'], ['https://a.example/b@c', 'https://a.example/b@c']])('%p is %s', (text, address) => {
		expect(read(text)).toBe(address);
	});

	it.each(['ceph:8443', 'ceph', '//ceph', 'https:/ceph', 'https:///ceph', 'https:\\\\ceph', 'ftp://ceph', 'localhost:5001'])('%p lacks its scheme', (text) => {
		expect(() => read(text)).toThrow(`URL: "${text}" in the credential must begin with https:// or http://`);
	});

	it.each(['https://ceph:99999', 'https://ceph 1', 'https://ce\nph', 'https://[::1', 'http://?', 'https://#/dashboard'])('%p is none', (text) => {
		expect(() => read(text)).toThrow(/^URL: ".*" in the credential is not an address$/s);
	});

	it('is asked for', () => {
		expect(() => read(' \n')).toThrow('URL: the credential holds no address');
	});

	it.each(['https://admin:s3cret@ceph:8443', 'https://s3cret@ceph', 'ceph://admin:s3cret@ceph'])('takes no log-in, and does not repeat it: %s', (text) => {
		expect(() => read(text)).toThrow('URL: a user name or password does not belong into the address but into the fields Username and Password of the credential');
	});

	it('that is clean stays so', () => {
		fc.assert(
			fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.stringMatching(/^[ \n\t]*$/), (url, blank) => {
				const clean = read(`${blank}${url}${blank}`);
				expect(read(clean)).toBe(clean);
				expect(clean).toMatch(/^https?:\/\/[^?#]*[^/?#]$/);
			}),
		);
	});
});

test('the expression for credential tests cleans as the function does', () => {
	const nodeTypes = { getByName: () => undefined, getByNameAndVersion: () => undefined, getKnownTypes: () => ({}) } as never;
	const node = { id: '1', name: 'Test', type: 'test', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const resolve = (url: string | undefined) =>
		workflow.expression.getSimpleParameterValue(node, addressExpression('url'), 'internal', { $credentials: { url } });
	for (const [text, address] of PASTED) expect(resolve(text)).toBe(address);
	expect(resolve(undefined)).toBe('');
});

test('keys lose what pasting put around them, and nothing inside', () => {
	expect(trimPasted('\r\n \u200Bnbt_a b.c+/=\u00A0\n')).toBe('nbt_a b.c+/=');
});

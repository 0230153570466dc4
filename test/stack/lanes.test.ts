import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../../stack/project.ts';
import { toLanes } from '../run/lanes/lanes.ts';

const files = readdirSync(join(repository, 'test', 'contract'), { recursive: true, encoding: 'utf8' })
	.map((path) => path.replaceAll('\\', '/'))
	.filter((path) => path.endsWith('.test.ts'));

describe('lanes of contract tests', () => {
	it('take each test once', () => {
		const taken = toLanes(files, (path) => path).flatMap(({ tests }) => tests);
		expect(taken.toSorted()).toEqual(files.toSorted());
	});

	it('keep what uses one part of a system together', () => {
		const lanes = toLanes(['ceph/image.test.ts', 'netbox/list.test.ts', 'ceph/objects.test.ts', 'ceph/trash.test.ts'], (path) => path);
		expect(lanes).toEqual([
			{ name: 'ceph: buckets and objects', tests: ['ceph/objects.test.ts'], after: [] },
			{ name: 'ceph: block images', tests: ['ceph/image.test.ts', 'ceph/trash.test.ts'], after: [] },
			{ name: 'netbox', tests: ['netbox/list.test.ts'], after: [] },
		]);
	});

	it('let faults that reach further begin when those lanes are through', () => {
		const lanes = toLanes(['ceph/osd-faults.test.ts', 'ceph/pool.test.ts', 'ipfs/pin.test.ts', 'ceph/gateway-faults.test.ts'], (path) => path);
		expect(lanes.map(({ name, tests }) => [name, ...tests])).toEqual([
			['ceph: pools', 'ceph/pool.test.ts'],
			['ipfs', 'ipfs/pin.test.ts'],
			['ceph: faults of the gateway', 'ceph/gateway-faults.test.ts'],
			['ceph: OSDs, and faults of the manager', 'ceph/osd-faults.test.ts'],
		]);
		expect(lanes[2]?.after).toEqual(['ceph: buckets and objects', 'ceph: users and triggers', 'n8n']);
		expect(lanes[3]?.after).toContain('ceph: faults of the gateway');
	});

	it('refuse a test that none takes', () => {
		expect(() => toLanes(['elsewhere/a.test.ts'], (path) => path)).toThrow('No lane');
	});
});

import { deviceOf, hostOf } from '../../../nodes/Ceph/actions/host/shape.ts';

describe('what the Dashboard tells of a host', () => {
	it('names the daemons where the manager is asked, and counts them where older releases do not', () => {
		const services = [
			{ type: 'mon', id: 'a' },
			{ type: 'osd', id: '0' },
			{ type: 'osd', id: '1' },
		];
		expect(hostOf({ hostname: 'node1', services, ceph_version: '17.2.7', sources: { ceph: true, orchestrator: false } })).toEqual({
			hostname: 'node1',
			address: null,
			labels: [],
			status: null,
			version: '17.2.7',
			orchestrated: false,
			daemons: ['mon.a', 'osd.0', 'osd.1'],
			daemonCounts: { mon: 1, osd: 2 },
		});
	});

	it('has what the orchestrator counts', () => {
		const host = { hostname: 'node1', addr: '192.168.0.5', labels: ['_admin'], status: 'maintenance', services: [], service_instances: [{ type: 'osd', count: 3 }] };
		expect(hostOf({ ...host, sources: { orchestrator: true } })).toMatchObject({
			address: '192.168.0.5',
			labels: ['_admin'],
			status: 'maintenance',
			orchestrated: true,
			daemons: [],
			daemonCounts: { osd: 3 },
		});
	});

	it('says where a device is on this host, not on others that see it', () => {
		const location = [
			{ host: 'node1', dev: 'sda', path: '/dev/disk/by-path/1' },
			{ host: 'node2', dev: 'sdx' },
		];
		expect(deviceOf('node1', { devid: 'ACME_1', location, daemons: ['osd.0'], wear_level: 0.1 })).toEqual({
			hostname: 'node1',
			deviceId: 'ACME_1',
			devices: ['sda'],
			paths: ['/dev/disk/by-path/1'],
			daemons: ['osd.0'],
			lifeExpectancyFrom: undefined,
			lifeExpectancyTo: undefined,
			wearLevel: 0.1,
		});
	});
});

import { toUser } from '../../../nodes/Ceph/gateway/admin-user.ts';
import { usageByUser } from '../../../nodes/Ceph/gateway/usage.ts';
import { toGatewayTime } from '../../../nodes/Ceph/actions/user/period.ts';

const INFO = {
	tenant: 'acme',
	user_id: 'alice',
	display_name: 'Alice',
	email: '',
	suspended: 1,
	max_buckets: 1000,
	keys: [{ user: 'acme$alice', access_key: 'AK', secret_key: 'hidden', active: true, create_date: '2026-11-24T10:00:00.123456Z' }],
	swift_keys: [{ user: 'acme$alice:swift', secret_key: 'hidden' }],
	subusers: [{ id: 'acme$alice:swift', permissions: 'full-control' }],
	caps: [{ type: 'usage', perm: 'read' }, { type: 'buckets', perm: '*' }],
	system: 'false',
	user_quota: { enabled: true, max_size: 1024, max_objects: -1 },
	stats: { size: 5, num_objects: 2 },
};

describe('a user of the gateway', () => {
	it('is shown flat, without secrets unless they are asked for', () => {
		const user = toUser(INFO, false);
		expect(user).toMatchObject({
			user: 'acme$alice',
			tenant: 'acme',
			suspended: true,
			system: false,
			capabilities: 'buckets=*;usage=read',
			subusers: [{ subuser: 'swift', access: 'full' }],
			userQuota: { enabled: true, maxBytes: 1024, maxObjects: null },
			usage: { bytes: 5, objects: 2 },
		});
		expect(user.keys).toEqual([{ user: 'acme$alice', accessKey: 'AK', active: true, createdAt: '2026-11-24T10:00:00.123Z' }]);
		expect(JSON.stringify(user)).not.toContain('hidden');
		expect(toUser(INFO, true).swiftKeys).toEqual([{ user: 'acme$alice:swift', secretKey: 'hidden' }]);
	});
});

describe('the usage log', () => {
	const figures = { bytes_sent: 1, bytes_received: 2, ops: 3, successful_ops: 2 };
	const shown = { bytesSent: 1, bytesReceived: 2, requests: 3, successfulRequests: 2 };

	it('is ordered by user', () => {
		const log = {
			entries: [
				{ user: 'a', buckets: [{ bucket: 'b', time: '2026-11-24 10:00:00.000000Z', owner: 'a', categories: [{ category: 'put_obj', ...figures }] }, { bucket: '-', time: '2026-11-24 10:00:00.000000Z', owner: 'a', categories: [] }] },
			],
			summary: [{ user: 'a', categories: [{ category: 'put_obj', ...figures }], total: figures }],
		};
		expect(usageByUser(log, 'a')).toEqual([
			{
				user: 'a',
				...shown,
				categories: [{ category: 'put_obj', ...shown }],
				entries: [
					{ bucket: 'b', time: '2026-11-24T10:00:00.000Z', owner: 'a', categories: [{ category: 'put_obj', ...shown }] },
					{ bucket: null, time: '2026-11-24T10:00:00.000Z', owner: 'a', categories: [] },
				],
			},
		]);
	});

	it('says nothing of a user by zeros, and of all users by no entry', () => {
		expect(usageByUser({ summary: [] }, 'a')).toEqual([{ user: 'a', bytesSent: 0, bytesReceived: 0, requests: 0, successfulRequests: 0, categories: [] }]);
		expect(usageByUser({ summary: [] }, '')).toEqual([]);
	});

	it('is asked for times in UTC', () => {
		expect(toGatewayTime('2026-11-24T12:30:00.000+02:00', 'Start')).toBe('2026-11-24 10:30:00');
		expect(toGatewayTime('', 'Start')).toBeUndefined();
		expect(() => toGatewayTime('yesterday', 'Start')).toThrow('Start: got "yesterday"');
	});
});

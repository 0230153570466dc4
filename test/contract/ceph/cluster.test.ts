import { Agent } from 'node:https';

import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import { CephDashboardApi } from '../../../credentials/CephDashboardApi.credentials.ts';
import { connect } from '../../../nodes/Ceph/transport.ts';
import { executionOf } from '../../support/node-runner.ts';
import { dashboardCredential, first, node, run, unique } from './support/ceph.ts';
import { ceph } from './support/ceph-command.ts';
import { startHidingProxy } from './support/hiding-proxy.ts';

const { url, username, password, caCertificate } = dashboardCredential;
const agent = new Agent({ keepAlive: false, ca: caCertificate });
const api = axios.create({ baseURL: `${url}/api`, headers: { Accept: 'application/vnd.ceph.api.v1.0+json' }, httpsAgent: agent });

/** A log-in beside the node's own. */
async function token(): Promise<string> {
	const { data } = await api.post<{ token: string }>('/auth', { username, password });
	return data.token;
}

/** Sets flags of the OSD map, one of which makes the cluster warn, and gives back those that were set. */
async function setFlags(change: (flags: string[]) => string[]): Promise<void> {
	const headers = { Authorization: `Bearer ${await token()}` };
	const { data: flags } = await api.get<string[]>('/osd/flags', { headers });
	await api.put('/osd/flags', { flags: change(flags) }, { headers });
}

const withoutFlag = (flags: string[]) => flags.filter((flag) => flag !== 'noout');

describe('the health of the cluster', () => {
	it('says in words what is wrong, and that all is well again', async () => {
		await setFlags((flags) => [...withoutFlag(flags), 'noout']);
		try {
			const health = await until(({ checks }) => checks.some(({ code }) => code === 'OSDMAP_FLAGS'));
			expect(health).toMatchObject({ status: 'warning', healthy: false, summary: expect.stringContaining('noout flag(s) set') as string });
			expect(health.checks).toContainEqual({ code: 'OSDMAP_FLAGS', severity: 'warning', message: 'noout flag(s) set', details: [], muted: false });
		} finally {
			await setFlags(withoutFlag);
		}
		const health = await until(({ checks }) => !checks.some(({ code }) => code === 'OSDMAP_FLAGS'));
		if (health.checks.length === 0) expect(health).toEqual({ status: 'healthy', healthy: true, summary: 'All checks pass', checks: [] });
	});

	interface Health {
		status: string;
		checks: { code: string }[];
	}

	/** The manager looks at the monitors' state every few seconds. */
	async function until(isSo: (health: Health) => boolean): Promise<Health> {
		const deadline = Date.now() + 25_000;
		for (;;) {
			const health = (await first('cluster', 'health', {})) as unknown as Health;
			if (isSo(health) || Date.now() > deadline) return health;
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	}
});

describe('the cluster', () => {
	it('is told of at one look', async () => {
		const [judge, { fsid }, { version }] = await Promise.all([
			ceph<{ quorum_names: string[]; osdmap: { num_osds: number; num_up_osds: number }; mgrmap: { num_standbys: number } }>('status'),
			ceph<{ fsid: string }>('fsid'),
			ceph<{ version: string }>('version'),
		]);
		const status = await first('cluster', 'status', {});
		expect(status).toMatchObject({
			fsid,
			health: expect.stringMatching(/^(healthy|warning|error)$/) as string,
			monitors: { total: judge.quorum_names.length, inQuorum: judge.quorum_names.length },
			managers: { active: 'a', standbys: [] },
			osds: { up: judge.osdmap.num_up_osds, in: expect.any(Number) as number },
			placementGroups: { total: expect.any(Number) as number, states: { 'active+clean': expect.any(Number) as number } },
			capacity: { totalBytes: expect.any(Number) as number, usedPercent: expect.any(Number) as number },
			io: { readBytesPerSecond: expect.any(Number) as number, recoveryBytesPerSecond: expect.any(Number) as number },
		});
		expect(version).toContain(`ceph version ${status.version as string} `);
		expect(version).toContain(` ${status.release as string} `);
	});

	it('says how full it is: as a whole, by class of device and by pool', async () => {
		interface Space {
			stats: { total_bytes: number };
			stats_by_class: Record<string, { total_bytes: number }>;
			pools: { name: string; stats: { stored: number } }[];
		}
		const judge = await ceph<Space>('df');
		const capacity = (await first('cluster', 'capacity', {})) as unknown as {
			totalBytes: number;
			usedBytes: number;
			availableBytes: number;
			deviceClasses: { deviceClass: string | null; totalBytes: number; usedPercent: number }[];
			pools: { pool: string; availableBytes: number }[];
		};
		expect(capacity).toMatchObject({ totalBytes: judge.stats.total_bytes });
		expect(capacity.usedBytes + capacity.availableBytes).toBe(capacity.totalBytes);
		for (const [deviceClass, { total_bytes }] of Object.entries(judge.stats_by_class)) {
			expect(capacity.deviceClasses).toContainEqual(expect.objectContaining({ deviceClass, totalBytes: total_bytes }));
		}
		expect(capacity.pools).toContainEqual(expect.objectContaining({ pool: '.mgr', availableBytes: expect.any(Number) as number, usedPercent: expect.any(Number) as number }));
	});

	it('has monitors, all of which are listed', async () => {
		const { mons } = await ceph<{ mons: { name: string; rank: number; public_addrs: { addrvec: { type: string; addr: string }[] } }[] }>('mon', 'dump');
		const items = await run('cluster', 'monitors', { returnAll: true });
		expect(items.map(({ json }) => json)).toEqual(
			mons.map(({ name, rank, public_addrs: { addrvec } }) => ({
				name,
				rank,
				address: addrvec[0]!.addr,
				addresses: addrvec.map(({ type, addr }) => `${type}:${addr}`),
				inQuorum: true,
				priority: expect.any(Number) as number,
				weight: expect.any(Number) as number,
			})),
		);
	});

	it('has logs, to be read from a level and a time on', async () => {
		const text = unique();
		const before = new Date(Date.now() - 1_000).toISOString();
		await ceph('log', text);
		const read = async (log: string, options: INodeParameters = {}) => (await run('cluster', 'logs', { log, options, returnAll: true })).map(({ json }) => json);
		const deadline = Date.now() + 20_000;
		while (!(await read('cluster')).some(({ message }) => message === text) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 500));
		const entry = { time: expect.stringMatching(/^20.*Z$/) as string, log: 'cluster', level: 'info', source: 'client.admin', message: text };
		expect(await read('cluster', { leastLevel: 'info', since: before })).toContainEqual(entry);
		expect(await read('both')).toContainEqual(entry);
		for (const options of [{ leastLevel: 'warning' }, { since: '2999-01-01T00:00:00Z' }]) expect(await read('cluster', options)).not.toContainEqual(entry);
		expect(await read('audit')).toContainEqual(expect.objectContaining({ log: 'audit', message: expect.stringContaining('cmd') as string }));
		const times = (await read('both')).map(({ time }) => time as string);
		expect(times).toEqual([...times].sort().reverse());
		await expect(read('both', { since: 'yesterday' })).rejects.toMatchObject({ message: 'Since: got "yesterday"' });
	});
});

describe('the session with the Dashboard', () => {
	it('is one log-in for many items, and renewed when it has ended', async () => {
		const credential = { ...dashboardCredential };
		const credentials = { cephDashboardApi: credential };
		const logIns: string[] = [];
		class Counting extends CephDashboardApi {
			override async preAuthentication(...call: Parameters<CephDashboardApi['preAuthentication']>) {
				const fetched = await CephDashboardApi.prototype.preAuthentication.apply(this as never, call);
				logIns.push(fetched.token);
				return fetched;
			}
		}
		const more = { credentials, credentialTypes: [new Counting()] };
		await run('cluster', 'health', {}, more);
		await run('cluster', 'health', {}, { ...more, items: Array.from({ length: 20 }, () => ({ json: {} })) });
		expect(logIns).toEqual([credential.token]);

		await api.post('/auth/logout', {}, { headers: { Authorization: `Bearer ${credential.token}` } });
		expect(await first('cluster', 'health', {}, more)).toHaveProperty('status');
		expect(logIns).toHaveLength(2);
		expect(credential.token).toBe(logIns[1]);
	});
});

describe('the Dashboard API', () => {
	const at = (credential: typeof dashboardCredential) =>
		connect(
			executionOf(node, {
				credentials: { cephDashboardApi: { ...credential } },
				credentialTypes: [new CephDashboardApi()],
				parameters: { resource: 'cluster' },
			}),
		).dashboard;

	/** Endpoints of four different versions in release 20. */
	const LISTS = ['api/pool', 'api/osd', 'api/host', 'api/crush_rule'];

	it('is asked for each endpoint in the version that it speaks', async () => {
		const dashboard = at(dashboardCredential);
		for (const path of LISTS) expect(await dashboard.get(path)).toBeInstanceOf(Array);
	});

	it('says the version when it refuses, where its description is kept from the public; then once is enough', async () => {
		const proxy = await startHidingProxy(dashboardCredential.url, dashboardCredential.caCertificate, '/docs/openapi.json');
		try {
			const dashboard = at({ ...dashboardCredential, url: proxy.url });
			for (let time = 0; time < 2; time++) expect(await dashboard.get('api/crush_rule')).toBeInstanceOf(Array);
			expect(proxy.hidden).toBe(1);
			expect(proxy.passed).toEqual(['POST /api/auth', ...Array.from({ length: 3 }, () => 'GET /api/crush_rule')]);
		} finally {
			proxy.close();
		}
	});

	it('is asked for changes of one thing in turn, for it makes only the first of several at once', async () => {
		const name = unique();
		await first('pool', 'create', { pool: name, type: 'replicated', options: { pgNum: 1, timeLimit: 0 } });
		try {
			const dashboard = at(dashboardCredential);
			const bodies = [{ quota_max_objects: 11 }, { quota_max_bytes: 4096 }, { application_metadata: ['own'] }];
			await Promise.all(bodies.map((body) => dashboard.send('PUT', `api/pool/${name}`, body)));
			const pools = await ceph<{ pool_name: string }[]>('osd', 'pool', 'ls', 'detail');
			expect(pools).toContainEqual(expect.objectContaining({ pool_name: name, quota_max_objects: 11, quota_max_bytes: 4096, application_metadata: { own: {} } }));
		} finally {
			await ceph('osd', 'pool', 'delete', name, name, '--yes-i-really-really-mean-it');
		}
	});

	it('refuses in its own words', async () => {
		const dashboard = at(dashboardCredential);
		await expect(dashboard.get('api/pool/nothing')).rejects.toMatchObject({ message: 'No such pool', failure: { code: '404' } });
		const pool = { pool: unique(), pool_type: 'erasure', pg_num: 1, erasure_code_profile: 'no-such-profile' };
		await expect(dashboard.send('POST', 'api/pool', pool)).rejects.toMatchObject({
			failure: { code: '400', message: expect.stringContaining('erasure_code_profile') as string },
		});
	});
});

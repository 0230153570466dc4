import { first, named, run } from './support/ceph.ts';
import { ceph } from './support/ceph-command.ts';
import { pick } from './support/panel.ts';

const host = named('ceph');
const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);

describe('hosts', () => {
	it('are listed with the daemons that the manager knows', async () => {
		const expected = {
			hostname: 'ceph',
			address: null,
			labels: [],
			status: null,
			version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
			orchestrated: false,
			daemons: expect.arrayContaining(['mon.a', 'mgr.a', 'osd.0', 'mds.a']) as string[],
			daemonCounts: expect.objectContaining({ mon: 1, mgr: 1, osd: 1, mds: 1 }) as object,
		};
		expect(await json('host', 'getAll', { returnAll: true })).toContainEqual(expected);
		expect(await first('host', 'get', { host })).toEqual(expected);
	});

	it('list their devices', async () => {
		const judge = await ceph<{ devid: string; daemons: string[] }[]>('device', 'ls-by-host', 'ceph');
		const devices = await json('host', 'devices', { host, returnAll: true });
		expect(devices.map(({ deviceId, daemons }) => ({ devid: deviceId, daemons }))).toEqual(judge.map(({ devid, daemons }) => ({ devid, daemons })));
	});

	it('need an orchestrator to tell more of their daemons', async () => {
		await expect(run('host', 'daemons', { host })).rejects.toMatchObject({
			message: 'Orchestrator is unavailable',
			description: expect.stringMatching(/^This needs an orchestrator, cephadm or Rook/) as string,
			httpCode: '503',
		});
	});

	it.each(['get', 'devices'])('that are not there are an error to %s', async (operation) => {
		for (const name of ['nothing', 'no/where', '100%']) {
			await expect(run('host', operation, { host: named(name) })).rejects.toMatchObject({ message: `There is no host "${name}"`, httpCode: '404' });
		}
	});

	it('can be picked', async () => {
		expect(await pick('searchHosts', 'EPH')).toEqual(['ceph']);
	});
});

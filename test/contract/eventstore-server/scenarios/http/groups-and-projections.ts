import { scenario } from '../../replay/scenario.ts';
import { ask } from './support/ask.ts';

const json = { 'content-type': 'application/json' };
/** A request without a body. */
const nothing = { 'content-length': '0' };

export default [
	scenario('persistent subscriptions', async (run) => {
		const { user } = run;
		const [stream, path] = [`/subscriptions/${run.name()}`, `/subscriptions/${run.name()}/${run.name('g')}`];
		const group = { user, body: '{"startFrom":0}', headers: json };
		await ask(run, 'create', 'PUT', path, group);
		await ask(run, 'create again', 'PUT', path, group);
		await ask(run, 'info', 'GET', `${path}/info`, { user });
		await ask(run, 'read', 'GET', `${path}/1`, { user, headers: { accept: 'application/vnd.eventstore.competingatom+json' } });
		await ask(run, 'replay', 'POST', `${path}/replayParked`, { user, headers: nothing });
		await ask(run, 'replay of a missing group', 'POST', `${path}missing/replayParked`, { user, headers: nothing });
		await ask(run, 'list of the stream', 'GET', stream, { user });
		await ask(run, 'delete', 'DELETE', path, { user });
		await ask(run, 'delete again', 'DELETE', path, { user });
	}),

	scenario('projections', async (run) => {
		const { user } = run;
		const [name, stream] = [run.name('p'), run.name()];
		const path = `/projection/${name}`;
		await run.prepare('prepare', () => run.append(stream, run.events(2)));
		run.cleanup(() => run.client.deleteProjection(name));
		await ask(run, 'create', 'POST', `/projections/continuous?name=${name}&emit=false&trackemittedstreams=false`, {
			user, headers: json,
			body: `fromStream('${stream}').when({ $init: () => ({ count: 0 }), t: (s) => { s.count += 1; return s; } })`,
		});
		await ask(run, 'create again', 'POST', `/projections/continuous?name=${name}`, { user, headers: json, body: 'fromAll()' });
		await run.wait(async () => {
			const { text, headers } = await run.http('GET', `${path}/state`, { user });
			return text.includes('"count":2') && String(headers['es-position']).includes(':1');
		}, 4_000);
		for (const part of ['', '/statistics', '/state', '/result', '/query', '/config']) {
			await ask(run, `GET ${part}`, 'GET', path + part, { user });
		}
		for (const command of ['disable', 'enable', 'disable']) {
			await ask(run, command, 'POST', `${path}/command/${command}`, { user, headers: nothing });
		}
		const stopped = async () => (await run.http('GET', path, { user })).text.includes('"status":"Stopped');
		await run.wait(stopped, 4_000);
		await ask(run, 'delete', 'DELETE', path, { user });
		const body = 'fromAll()';
		await ask(run, 'without credentials', 'POST', `/projections/continuous?name=${name}x`, { headers: json, body });
	}),
];

import { scenario } from '../../replay/scenario.ts';
import { ask } from './support/ask.ts';

const mediaTypes = [
	'application/json', 'application/vnd.eventstore.atom+json', 'application/vnd.eventstore.events+json', 'application/atom+xml',
	'text/xml', 'text/html', '*/*', 'nonsense/x',
];
const parts = [
	'/0', '/7', '/head', '/head/backward/2', '/0/forward/2', '/2/backward/2', '/metadata', '?embed=body', '/0/forward/0', '/x',
];
const json = { 'content-type': 'application/json' };

export default [
	scenario('reading a stream', async (run) => {
		const [user, path] = [run.user, `/streams/${run.name()}`];
		await run.prepare('prepare', () => {
			return run.append(run.name(), [run.event('json', { a: 1 }, { metadata: { m: 1 } }), ...run.events(2)]);
		});
		for (const accept of mediaTypes) await ask(run, accept, 'GET', path, { user, headers: { accept } });
		const accept = 'application/vnd.eventstore.atom+json';
		for (const part of parts) await ask(run, part, 'GET', path + part, { user, headers: { accept } });
		await ask(run, 'one event as JSON', 'GET', `${path}/0`, { user, headers: { accept: 'application/json' } });
		await ask(run, 'without credentials', 'GET', path, { headers: { accept: 'application/json' } });
	}),

	scenario('streams that cannot be read', async (run) => {
		const [gone, dead, missing] = [run.name('gone'), run.name('dead'), run.name('missing')];
		await run.prepare('prepare', async () => {
			await run.append(gone, run.event());
			await run.client.deleteStream(gone);
			await run.append(dead, run.event());
			await run.client.tombstoneStream(dead);
		});
		const headers = { accept: 'application/json' };
		for (const stream of [missing, gone, dead, '$all', '%24all', `$${missing}`]) {
			await ask(run, `${stream} as admin`, 'GET', `/streams/${stream}`, { user: run.user, headers });
			await ask(run, `${stream} without credentials`, 'GET', `/streams/${stream}`, { headers });
		}
	}),

	scenario('writing and deleting', async (run) => {
		const [user, path] = [run.user, `/streams/${run.name()}`];
		const post = (what: string, body: string, headers: Record<string, string>) => {
			return ask(run, what, 'POST', path, { user, body, headers: { ...json, ...headers } });
		};
		const id = () => ({ 'es-eventid': run.uuid() });
		const type = { 'es-eventtype': 't' };
		await post('one event', '{"a":1}', { ...type, ...id() });
		await post('without a type', '{"a":1}', id());
		await post('without an identifier', '{"a":1}', type);
		const list = [{ eventId: run.uuid(), eventType: 't', data: { a: 1 }, metadata: { m: 1 } }];
		await post('a list', JSON.stringify(list), { 'content-type': 'application/vnd.eventstore.events+json' });
		await post('a wrong expected version', '{"a":1}', { ...type, ...id(), 'es-expectedversion': '100' });
		await post('malformed', '{nonsense', { ...type, ...id() });
		await run.call('read', () => run.readBrief(run.name()));
		const metadata = { user, body: '{"$maxCount":2}', headers: { ...json, 'es-eventtype': '$metadata', ...id() } };
		await ask(run, 'set metadata', 'POST', `${path}/metadata`, metadata);
		await ask(run, 'delete', 'DELETE', path, { user });
		await ask(run, 'delete for ever', 'DELETE', path, { user, headers: { 'es-harddelete': 'true' } });
		await run.call('read after', () => run.readBrief(run.name()));
		await ask(run, 'delete of a missing stream', 'DELETE', `/streams/${run.name('missing')}`, { user });
	}),
];

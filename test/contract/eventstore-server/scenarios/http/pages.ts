import { scenario } from '../../replay/scenario.ts';
import { ask } from './support/ask.ts';

const pages = [
	'/', '/info', '/info/options', '/health/live', '/stats', '/stats/proc', '/stats/replication', '/stats/tcp', '/ping', '/gossip',
	'/web', '/web/index.html', '/users', '/users/admin', '/users/$current', '/projections/any', '/projections/continuous',
	'/projections/transient', '/projections/onetime', '/projection/$by_category', '/projection/$by_category/statistics',
	'/projection/$by_category/state', '/projection/$by_category/query', '/subscriptions', '/elections', '/histogram/x',
	'/sys/subsystems', '/nonsense', '/robots.txt', '/favicon.ico', '/metrics', '/stats/proc/mem?x=1',
];

const headers = { accept: 'application/json' };

export default [
	...pages.map((path) => scenario(`GET ${path}`, async (run) => {
		await ask(run, 'as admin', 'GET', path, { user: run.user, headers });
		await ask(run, 'without credentials', 'GET', path, { headers });
		await ask(run, 'with a wrong password', 'GET', path, { user: 'admin:wrong', headers });
	})),

	scenario('values of /info', async (run) => {
		await run.call('values', () => run.http('GET', '/info', { user: run.user }), ({ text }) => {
			const { esVersion, ...others } = JSON.parse(text) as Record<string, unknown>;
			return { version: typeof esVersion, ...others };
		});
	}),

	scenario('other methods', async (run) => {
		for (const method of ['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH']) {
			for (const path of ['/info', '/ping', '/health/live', '/nonsense']) {
				await ask(run, `${method} ${path}`, method, path, { user: run.user, headers: { 'content-length': '0' } });
			}
		}
	}),
];

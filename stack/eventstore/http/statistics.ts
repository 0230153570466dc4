import { measure } from '../statistics.ts';
import type { Measured } from '../statistics.ts';
import { fresh, HttpError, json, text } from './answer.ts';
import type { Exchange, Resource } from './resource.ts';

const statistics = (exchange: Exchange) => {
	const { store, settings } = exchange.context;
	let found: Measured | undefined = measure(store, settings.db);
	for (const name of (exchange.params.rest ?? '').split('/').filter((part) => part !== '')) {
		found = typeof found === 'object' && Object.hasOwn(found, name) ? found[name] : undefined;
	}
	// A single measurement has no page.
	if (typeof found !== 'object') throw new HttpError(text(404));
	return json(found, fresh);
};

const none = () => json([], fresh);

/** Measurements; replication and TCP are there for tools that ask, and empty. */
export const statisticsResources: Resource[] = [
	{ path: '/stats/replication', allowed: 'GET, GET', for: 'users', methods: { GET: none } },
	{ path: '/stats/tcp', allowed: 'GET, GET', for: 'users', methods: { GET: none } },
	{ path: '/stats', allowed: 'GET', for: 'users', methods: { GET: statistics } },
	{ path: '/stats/*', allowed: 'GET', for: 'users', methods: { GET: statistics } },
	{ path: '/metrics', allowed: 'GET', for: 'everybody', methods: { GET: () => ({ status: 406 }) } },
];

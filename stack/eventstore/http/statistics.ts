import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import { fresh, HttpError, json, text } from './answer.ts';
import type { Exchange, HttpContext, Resource } from './resource.ts';

/** A group of measurements, or one. */
type Measured = { [name: string]: Measured } | string | number;

const startedAt = new Date();

/** What the vendor's server measures, as far as it means something here; what it cannot be measured by is 0. */
function measure({ store }: HttpContext): Record<string, Measured> {
	const { rss, heapUsed } = process.memoryUsage();
	const [one = 0, five = 0, fifteen = 0] = loadavg();
	const lastPosition = store.lastPosition();
	return {
		proc: {
			id: process.pid, startTime: startedAt.toISOString(), mem: rss, cpu: process.cpuUsage().user / 1e6,
			threadsCount: availableParallelism(), contentionsRate: 0, thrownExceptionsRate: 0,
			gc: { totalBytesInHeaps: heapUsed }, diskIo: { writtenBytes: 0 }, tcp: { connections: 0 },
		},
		sys: { freeMem: freemem(), totalMem: totalmem(), loadavg: { '1m': one, '5m': five, '15m': fifteen } },
		es: { writer: { lastPosition }, checksum: lastPosition },
	};
}

const statistics = (exchange: Exchange) => {
	let found: Measured | undefined = measure(exchange.context);
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

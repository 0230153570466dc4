import type { Store } from '../store/store.ts';

/** The settings that people see, by their names in the definition and on the page, and what holds without them. */
const settings = [
	['checkpointHandledThreshold', 4000], ['checkpointUnhandledBytesThreshold', 10_000_000],
	['pendingEventsThreshold', 5000], ['maxWriteBatchLength', 500],
] as const;

/** What the vendor's server shows as the text of the system projections: how they divide streams' names, or what they look for. */
const systemQueries: Record<string, string> = {
	$by_category: 'first\r\n-',
	$stream_by_category: 'first\r\n-',
	$by_correlation_id: '{"correlationIdProperty":"$correlationId"}',
};

/** The text of a projection, as its stream `$projections-<name>` keeps it; the service has no method that tells it. */
export function projectionQuery(store: Store, name: string): string {
	const { query } = definition(store, name);
	if (typeof query === 'string') return query;
	return Object.hasOwn(systemQueries, name) ? systemQueries[name] ?? '' : '';
}

export function projectionConfig(store: Store, name: string): Record<string, unknown> {
	const found = definition(store, name);
	return { label: '', ...Object.fromEntries(settings.map(([key, usual]) => [key, typeof found[key] === 'number' ? found[key] : usual])) };
}

function definition(store: Store, name: string): Record<string, unknown> {
	const stream = `$projections-${name}`;
	const event = store.read.event(stream, store.read.stream(stream).revision);
	if (event === undefined) return {};
	try {
		const parsed: unknown = JSON.parse(Buffer.from(event.data).toString());
		return typeof parsed === 'object' && parsed !== null ? parsed as Record<string, unknown> : {};
	} catch {
		return {};
	}
}

import type { Store } from '../store/store.ts';

/** The settings that people see, by their names in the definition and on the page, and what holds without them. */
const settings = [
	['checkpointHandledThreshold', 4000], ['checkpointUnhandledBytesThreshold', 10_000_000],
	['pendingEventsThreshold', 5000], ['maxWriteBatchLength', 500],
] as const;

/** The text of a projection, as its stream `$projections-<name>` keeps it; the service has no method that tells it. */
export function projectionQuery(store: Store, name: string): string {
	const { query } = definition(store, name);
	return typeof query === 'string' ? query : '';
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

/** A position in the log; in the end it is told by its rank among the positions of its scenario. */
export class Position {
	readonly value: bigint;

	constructor(value: bigint) {
		this.value = value;
	}
}

/** Text in which names, ids and positions are still to be replaced: that can be done when the scenario is through. */
export class Text {
	readonly value: string;

	constructor(value: string) {
		this.value = value;
	}
}

/** What a server answered, as JSON but for what `settle` puts in order. */
export type Told = null | boolean | number | string | Position | Text | Told[] | { [key: string]: Told };

/** Measurements, in the client's spelling and in the wire's: they differ on every run. */
const measurements = new Set([
	'averagePerSecond', 'averageItemsPerSecond', 'countSinceLastMeasurement',
	...[
		'coreProcessingTime', 'bufferedEvents', 'readsInProgress', 'writesInProgress',
		'writePendingEventsBeforeCheckpoint', 'writePendingEventsAfterCheckpoint',
	].flatMap((name) => [name, name.toLowerCase()]),
]);

/** Headers of the transport, which say nothing of the answer. */
const transportHeaders = new Set([
	'date', 'server', 'content-type', 'content-length', 'transfer-encoding',
	'grpc-encoding', 'grpc-accept-encoding', 'grpc-status', 'grpc-message',
]);

/** Pairs of properties that hold a commit and a prepare position, as numbers of any kind. */
const positionPairs = [['$c', '$p'], ['commitPosition', 'preparePosition']] as const;

/**
 * Makes JSON of an answer: bigints as `"1n"`, bytes as base64 and text, times, addresses and measurements as
 * placeholders, errors as their class, the client's fields, and the status and trailers of the call behind them.
 *
 * @param key the property that holds the value, where that says what the value means
 */
export function tell(value: unknown, key?: string): Told {
	if (value === undefined) return '<nothing>';
	if (value === null || typeof value === 'boolean') return value;
	if (key !== undefined && measurements.has(key)) return '<number>';
	if (key === 'created' || key === 'ticksSinceEpoch' || value instanceof Date) return '<time>';
	switch (typeof value) {
		case 'bigint': return key === 'commitPosition' || key === 'metastreamRevision' ? new Position(value) : `${value}n`;
		case 'number': return Number.isFinite(value) ? value : String(value);
		case 'string': return tellText(value, key);
		case 'object': return tellObject(value, key);
		default: throw new TypeError(`A ${typeof value} cannot be told.`);
	}
}

function tellText(value: string, key: string | undefined): Told {
	if (key === 'from' && /:\d+$/.test(value)) return '<address>';
	return key === '$v' ? value.replace(/^\d+:/, '<projection>:') : new Text(value);
}

function tellObject(value: object, key: string | undefined): Told {
	if (value instanceof Error) return tell(fieldsOf(value));
	if (value instanceof Uint8Array) return tellBytes(value);
	if (value instanceof Map) {
		const entries = Object.fromEntries(value as Map<string, unknown>);
		return key === 'extraStatistics' ? Object.keys(entries).sort() : tell(entries);
	}
	if (Array.isArray(value)) return value.map((item) => tell(item));
	const told: Record<string, Told> = {};
	for (const [name, item] of Object.entries(value) as [string, unknown][]) {
		if (item !== undefined && typeof item !== 'function') told[name] = tell(item, name);
	}
	if ('commit' in value && typeof value.commit === 'bigint' && 'prepare' in value && typeof value.prepare === 'bigint') {
		[told.commit, told.prepare] = positionPair(value.commit, value.prepare);
	}
	for (const [commit, prepare] of positionPairs) {
		const [c, p] = [Reflect.get(value, commit) as unknown, Reflect.get(value, prepare) as unknown];
		if (isWhole(c) && isWhole(p)) [told[commit], told[prepare]] = positionPair(BigInt(c), BigInt(p));
	}
	return told;
}

function isWhole(value: unknown): value is string | number | bigint {
	return /^-?\d+$/.test(String(value));
}

/** A commit position, and where the prepare position lies when it is another: how far it is off says nothing. */
export function positionPair(commit: bigint, prepare: bigint): [Position, Position | '<before commit>' | '<after commit>'] {
	if (commit === prepare) return [new Position(commit), new Position(prepare)];
	return [new Position(commit), prepare < commit ? '<before commit>' : '<after commit>'];
}

function tellBytes(value: Uint8Array): Told {
	const bytes = Buffer.from(value);
	const text = bytes.toString();
	 
	const isText = !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
	return isText ? { bytes: new Text(text), text: new Text(text) } : { bytes: bytes.toString('base64') };
}

/** What gRPC hands out as an error, as far as it is told. */
interface Failure extends Error {
	code?: number;
	details?: string;
	metadata?: { getMap: () => Record<string, unknown> };
	/** The error of the call, where the client made an error of its own of it. */
	_raw?: Failure;
}

function fieldsOf(error: Failure): Record<string, unknown> {
	const { _raw: raw, stack: _stack, cause: _cause, metadata, details: _details, name: _name, ...own } = error;
	const fields: Record<string, unknown> = { name: error.constructor.name, ...own, message: error.message };
	const call = raw ?? (metadata === undefined ? undefined : error);
	if (call?.metadata === undefined) return fields;
	const trailers = Object.entries(call.metadata.getMap()).filter(([name]) => !transportHeaders.has(name));
	return { ...fields, status: call.code, details: call.details, trailers: Object.fromEntries(trailers.sort()) };
}

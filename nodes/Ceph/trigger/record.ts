import { fromHeaders, METADATA_PREFIX } from '../gateway/metadata.ts';

/** An event of a bucket as the workflow receives it. */
export type BucketEvent = {
	event: string;
	/** ISO 8601; absent when the gateway gave none. */
	time: string | undefined;
	bucket: string;
	key: string;
	/** Bytes. */
	size: number | undefined;
	etag: string | undefined;
	versionId: string | undefined;
	/** Orders the events of one key: larger is later. */
	sequencer: string | undefined;
	eventId: string | undefined;
	/** Id of the gateway user who caused it. */
	user: string | undefined;
	metadata: Record<string, string>;
	tags: Record<string, string>;
	record?: Record<string, unknown>;
};

/** A record that the gateway posted, of which nothing but that it is an object is known. */
export type PostedRecord = Readonly<Record<string, unknown>>;

/**
 * The records in a posted body.
 *
 * @param body parsed JSON, or its text
 * @returns `undefined` when it is not what a gateway posts
 */
export function recordsOf(body: unknown): PostedRecord[] | undefined {
	const records = asObject(typeof body === 'string' || Buffer.isBuffer(body) ? parsed(String(body)) : body)?.Records;
	if (!Array.isArray(records) || records.length === 0) return undefined;
	const objects = records.map(asObject);
	return objects.every((record) => record !== undefined) ? objects : undefined;
}

/**
 * Shapes a record.
 *
 * @param raw whether to add the record itself, but for its secret
 * @returns `undefined` when it names no event, bucket and key
 */
export function toBucketEvent(record: PostedRecord, raw = false): BucketEvent | undefined {
	const s3 = asObject(record.s3);
	const object = asObject(s3?.object);
	const event = asText(record.eventName);
	const bucket = asText(asObject(s3?.bucket)?.name);
	const key = asText(object?.key);
	if (object === undefined || event === undefined || bucket === undefined || key === undefined) return undefined;
	const { opaqueData: _secret, ...open } = record;
	return {
		event: event.replace(/^s3:/, ''),
		time: asTime(record.eventTime),
		bucket,
		key,
		size: asSize(object.size),
		etag: asText(object.eTag)?.replaceAll('"', ''),
		versionId: asText(object.versionId),
		sequencer: asText(object.sequencer),
		eventId: asText(record.eventId),
		user: asText(asObject(record.userIdentity)?.principalId),
		metadata: fromHeaders(withoutPrefix(asMap(object.metadata))),
		tags: asMap(object.tags),
		...(raw && { record: open }),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function asObject(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number in some releases, digits in others. */
function asSize(value: unknown): number | undefined {
	const size = typeof value === 'string' && value !== '' ? Number(value) : value;
	return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

function asTime(value: unknown): string | undefined {
	const time = new Date(asText(value) ?? NaN);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The gateway writes a map as a list of entries with `key` and `val`. */
function asMap(value: unknown): Record<string, string> {
	const entries = Array.isArray(value) ? value.map(asObject).map((entry) => [entry?.key, entry?.val]) : Object.entries(asObject(value) ?? {});
	return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[0] === 'string' && typeof entry[1] === 'string'));
}

function withoutPrefix(metadata: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(metadata).map(([name, value]) => [name.startsWith(METADATA_PREFIX) ? name.slice(METADATA_PREFIX.length) : name, value]),
	);
}

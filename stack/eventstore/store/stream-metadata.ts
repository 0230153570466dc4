/** What a stream's metadata says about which of its events a read shows. */
export interface StreamLimits {
	/** `$maxCount`: only the last so many events. */
	maxCount: number | null;
	/** `$maxAge`, seconds. */
	maxAge: number | null;
	/** `$tb`: events below this revision are hidden. */
	truncateBefore: number;
	/** `$tb` is the largest 64-bit integer: the stream was deleted, and starts again when it is written to. */
	softDeleted: boolean;
}

export const unlimited: StreamLimits = { maxCount: null, maxAge: null, truncateBefore: 0, softDeleted: false };

/** The metadata of a metadata stream is fixed: only its newest event counts. */
export const metastreamLimits: StreamLimits = { ...unlimited, maxCount: 1 };

/** `$tb` of a deleted stream: the largest 64-bit integer, which a JavaScript number cannot hold. */
const deletedStream = '9223372036854775807';

/** The metadata event that a soft delete writes; it replaces whatever metadata the stream had. */
export const softDeleteMetadata = Buffer.from(`{"$tb":${deletedStream}}`);

/**
 * Reads the limits out of a metadata event. The database ignores metadata that is not what it should be as a whole,
 * also when a single one of its own properties has the wrong type.
 */
export function parseLimits(data: Uint8Array, isJson: boolean): StreamLimits {
	if (!isJson || data.length === 0) return unlimited;
	let parsed: unknown;
	try {
		parsed = JSON.parse(Buffer.from(data).toString());
	} catch {
		return unlimited;
	}
	if (!isObject(parsed)) return unlimited;
	const { $maxCount: maxCount, $maxAge: maxAge, $tb: truncateBefore } = parsed;
	if ([maxCount, maxAge, truncateBefore].some((value) => value !== undefined && !Number.isInteger(value))) {
		return unlimited;
	}
	const tb = Number(truncateBefore ?? 0);
	const softDeleted = tb >= Number(deletedStream);
	return {
		maxCount: positive(maxCount),
		maxAge: positive(maxAge),
		truncateBefore: softDeleted ? 0 : Math.max(0, Math.min(tb, Number.MAX_SAFE_INTEGER)),
		softDeleted,
	};
}

/**
 * The metadata with which a soft-deleted stream starts again: what it was, with `$tb` at the first new event. Numbers
 * that JavaScript cannot hold stay as they were written.
 *
 * @returns undefined when the metadata is not a JSON object
 */
export function undeletedMetadata(metadata: Uint8Array, truncateBefore: number): Buffer | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(Buffer.from(metadata).toString(), keepNumbers);
	} catch {
		return undefined;
	}
	if (!isObject(parsed)) return undefined;
	return Buffer.from(JSON.stringify({ ...parsed, $tb: truncateBefore }));
}

/** Node 24 has JSON.rawJSON and the reviver's context; TypeScript's library does not describe them yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

function keepNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
	return typeof value === 'number' && context?.source !== undefined ? rawJSON(context.source) : value;
}

function positive(value: unknown): number | null {
	return typeof value === 'number' && value > 0 ? Math.min(value, Number.MAX_SAFE_INTEGER) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

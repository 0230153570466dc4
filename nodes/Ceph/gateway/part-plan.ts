const MIB = 1 << 20;
/** Objects up to this size go in one request, larger ones in parts of at least this size. */
const PART_BYTES = 5 * MIB;
/** S3 takes no upload of more parts. */
export const MAX_PARTS = 10_000;
/** How many parts of one object are sent at once, while they are small. */
const PARALLEL_PARTS = 4;
/** What the parts under way of one object may hold together; a single part may be larger. */
const PARTS_MEMORY = 64 * MIB;
/** Parts of a stream whose length nobody knows: enough for 640 GB. */
const PART_BYTES_UNKNOWN = 64 * MIB;

export interface PartPlan {
	partBytes: number;
	parallel: number;
}

/** Chooses parts so that an object of any size that S3 takes (5 TiB) fits into {@link MAX_PARTS} of them. */
export function planParts(size: number | undefined): PartPlan {
	const needed = size === undefined ? PART_BYTES_UNKNOWN : Math.ceil(size / MAX_PARTS / MIB) * MIB;
	const partBytes = Math.max(PART_BYTES, needed);
	const parallel = Math.min(PARALLEL_PARTS, Math.max(1, Math.floor(PARTS_MEMORY / partBytes)));
	return { partBytes, parallel };
}

/** Whether an object goes in several requests. */
export function isLarge(size: number | undefined): boolean {
	return size === undefined || size > PART_BYTES;
}

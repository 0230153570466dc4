import { InvalidField } from '../../shared/errors.ts';

const MIB = 1 << 20;
const GIB = 1 << 30;
/** Objects up to this size go in one request, larger ones in parts of at least this size, S3's least. */
const PART_BYTES = 5 * MIB;
/** S3 takes no larger part, and no larger object in one request. */
export const MAX_PART_BYTES = 5 * GIB;
/** S3 takes no upload of more parts. */
export const MAX_PARTS = 10_000;
/** How many parts of one object are sent at once, while they are small. */
const PARALLEL_PARTS = 4;
/** What the parts under way of one object may hold together; a single part may be larger. */
const PARTS_MEMORY = 64 * MIB;
/** Parts of a stream whose length nobody knows: enough for 640 GB. */
const PART_BYTES_UNKNOWN = 64 * MIB;
/** Parts of a copy pass through the gateway alone, so they may be larger. */
const COPIED_PART_BYTES = 64 * MIB;

export interface PartPlan {
	partBytes: number;
	parallel: number;
}

/**
 * Chooses parts so that an object of any size that S3 takes (5 TiB) fits into {@link MAX_PARTS} of them.
 *
 * @param wanted bytes of a part, when the user chose
 * @throws InvalidField when S3 takes no parts of the wanted size, or the object has too many of them
 */
export function planParts(size: number | undefined, wanted?: number): PartPlan {
	const needed = size === undefined ? PART_BYTES_UNKNOWN : fitting(size);
	const partBytes = wanted === undefined ? Math.max(PART_BYTES, needed) : checked(wanted, size);
	const parallel = Math.min(PARALLEL_PARTS, Math.max(1, Math.floor(PARTS_MEMORY / partBytes)));
	return { partBytes, parallel };
}

/** The parts in which the gateway copies an object that is too large to be copied in one piece. */
export function planCopy(size: number): PartPlan {
	return { partBytes: Math.max(COPIED_PART_BYTES, fitting(size)), parallel: PARALLEL_PARTS };
}

/** The ranges of bytes of a copy's parts. */
export function rangesOf(size: number, partBytes: number): { number: number; first: number; last: number }[] {
	return Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => ({
		number: index + 1,
		first: index * partBytes,
		last: Math.min((index + 1) * partBytes, size) - 1,
	}));
}

/** Whether the parts of an object count against the memory that large uploads share. */
export function isLarge(size: number | undefined): boolean {
	return size === undefined || size > PART_BYTES;
}

/** Whole MiB of which {@link MAX_PARTS} make up the size. */
function fitting(size: number): number {
	return Math.ceil(size / MAX_PARTS / MIB) * MIB;
}

function checked(wanted: number, size = 0): number {
	const least = Math.max(PART_BYTES, fitting(size));
	if (wanted < least || wanted > MAX_PART_BYTES) {
		throw new InvalidField('Part Size', `${wanted} bytes are no size for the parts of this object`, `${least / MIB} MiB to 5 GiB`);
	}
	return wanted;
}

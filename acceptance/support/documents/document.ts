import type { Readable } from 'node:stream';

/** A file to hand in; every opening gives the same bytes. */
export interface SampleDocument {
	name: string;
	mediaType: string;
	/** Bytes. */
	size: number;
	open(): Readable;
}

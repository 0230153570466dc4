import { Readable } from 'node:stream';

import type { SampleDocument } from './document.ts';
import { pdf } from './pdf.ts';
import { photo } from './photo.ts';
import { recording } from './recording.ts';

/** What the features hand in, as they call it; the mark makes the bytes those of one scenario. */
const samples = {
	'a PDF': (mark) => inMemory('Mietvertrag.pdf', 'application/pdf', contract(mark)),
	'a PDF with spaces and umlauts in its name': (mark) =>
		inMemory('Übergabe Prüfprotokoll – Größe & Maß (1).pdf', 'application/pdf', contract(mark)),
	'a photo': (mark) => inMemory('rack.png', 'image/png', photo(`Rack 1 at dusk, ${mark}`)),
	'an empty file': () => inMemory('empty.bin', 'application/octet-stream', Buffer.alloc(0)),
	'a recording of 30 MB': (mark) => recorded(mark, 30_000_000),
	'a recording of 300 MB': (mark) => recorded(mark, 300_000_000),
} as const satisfies Record<string, (mark: string) => SampleDocument>;

export type Sample = keyof typeof samples;

/** The longest first, as alternatives of a regular expression must be. */
export const sampleNames = (Object.keys(samples) as Sample[]).toSorted((a, b) => b.length - a.length);

export function sample(name: Sample, mark: string): SampleDocument {
	return samples[name](mark);
}

function contract(mark: string): Buffer {
	const clauses = Array.from({ length: 30 }, (_, index) => `${index + 1}. The tenant keeps clause ${index + 1} (${mark}).`);
	return pdf([`Lease of rack space, reference ${mark}`, '', ...clauses]);
}

function recorded(mark: string, size: number): SampleDocument {
	return { name: 'recording.raw', mediaType: 'application/octet-stream', size, open: () => recording(mark, size) };
}

function inMemory(name: string, mediaType: string, bytes: Buffer): SampleDocument {
	return { name, mediaType, size: bytes.length, open: () => Readable.from(bytes.length === 0 ? [] : [bytes]) };
}

import type { IncomingMessage } from 'node:http';
import type { ExpectedRevision } from '../../store/records.ts';
import { badRequest } from '../answer.ts';

/** A header of the vendor's, under its new name (`Kurrent-…`) or its old one (`ES-…`). */
export function header({ headers }: IncomingMessage, name: string): string | undefined {
	const value = headers[`kurrent-${name.toLowerCase()}`] ?? headers[`es-${name.toLowerCase()}`];
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What the header `ExpectedVersion` says; any revision without it. @throws HttpError when it is no number */
export function expectedRevision(request: IncomingMessage): ExpectedRevision {
	const value = header(request, 'ExpectedVersion') ?? '-2';
	switch (value) {
		case '-2': return 'any';
		case '-1': return 'no_stream';
		case '-4': return 'stream_exists';
		default:
			if (!/^\d{1,18}$/.test(value)) throw badRequest(`Kurrent-ExpectedVersion header in wrong format.`);
			return BigInt(value);
	}
}

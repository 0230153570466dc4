import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument } from '../../errors.ts';
import type { StartFrom } from '../../persistent-subscriptions/settings.ts';
import { allStream } from '../../persistent-subscriptions/streams.ts';
import { streamSource } from './target.ts';

interface Start {
	getStart(): Empty | undefined;
	getEnd(): Empty | undefined;
}

/** Where a group begins, as Create and Update say it; each has classes of its own for it. */
export interface StartOptions {
	getStream(): (Start & { getStreamIdentifier(): StreamIdentifier | undefined; getRevision(): string }) | undefined;
	getAll(): (Start & { getPosition(): { getCommitPosition(): string } | undefined }) | undefined;
	/** Of clients before 21.10, with the revision in the settings. */
	getStreamIdentifier(): StreamIdentifier | undefined;
	getSettings(): { getRevision(): string } | undefined;
}

/** The largest 64-bit integer: the older clients' way to say "end". */
const wireEnd = '18446744073709551615';

/** @throws ServiceError when the options name no source */
export function startOf(options: StartOptions): { source: string; startFrom: StartFrom } {
	const all = options.getAll();
	if (all !== undefined) return { source: allStream, startFrom: placeOf(all, all.getPosition()?.getCommitPosition()) };
	const stream = options.getStream();
	if (stream !== undefined) {
		return { source: streamSource(stream.getStreamIdentifier()), startFrom: placeOf(stream, stream.getRevision()) };
	}
	const source = streamSource(options.getStreamIdentifier());
	return { source, startFrom: place(options.getSettings()?.getRevision()) };
}

function placeOf(start: Start, text: string | undefined): StartFrom {
	if (start.getStart() !== undefined) return 'start';
	if (start.getEnd() !== undefined) return 'end';
	return place(text);
}

function place(text: string | undefined): StartFrom {
	if (text === undefined) throw invalidArgument('A group needs a place to begin at.');
	if (text === wireEnd) return 'end';
	return text === '0' ? 'start' : Number(text);
}

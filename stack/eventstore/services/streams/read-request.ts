import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument } from '../../errors.ts';
import { eventFilter } from './filter.ts';
import type { EventFilter } from './filter.ts';
import { streamName } from './identifiers.ts';

/** Where to begin: at either end, or at a revision of the stream or a position in the log. */
export type From = 'start' | 'end' | number;

/** What a client asks to read. Without a stream: $all. */
export interface ReadRequest {
	stream: string | undefined;
	from: From;
	direction: 'forwards' | 'backwards';
	/** At most so many events; undefined for a subscription. */
	count: number | undefined;
	resolveLinks: boolean;
	filter: EventFilter | undefined;
	/** Whether event ids are wanted in two halves. */
	structuredIds: boolean;
	/** 1 and up: the client wants to be told the first and the last position of the stream. */
	compatibility: number;
}

/** @throws ServiceError when options are missing or do not go together */
export function readRequest(request: ReadReq): ReadRequest {
	const options = request.getOptions();
	if (options === undefined) throw invalidArgument('A read needs its options.');
	const stream = options.getStream();
	const all = options.getAll();
	if (stream === undefined && all === undefined) throw invalidArgument('A read needs a stream, or $all.');
	if (!options.hasCount() && !options.hasSubscription()) throw invalidArgument('A read needs a count.');
	const { BACKWARDS } = streamsPb.ReadReq.Options.ReadDirection;
	const backwards = options.getReadDirection() === BACKWARDS;
	if (backwards && options.hasSubscription()) throw invalidArgument('A subscription reads forwards.');
	const filter = options.getFilter();
	if (filter !== undefined && stream !== undefined) throw invalidArgument('Only reads of $all can be filtered.');
	return {
		stream: stream && streamName(stream.getStreamIdentifier()),
		from: stream === undefined ? fromPosition(all) : fromRevision(stream),
		direction: backwards ? 'backwards' : 'forwards',
		count: options.hasSubscription() ? undefined : Number(options.getCount()),
		resolveLinks: options.getResolveLinks(),
		filter: filter && eventFilter(filter, options.hasSubscription()),
		structuredIds: options.getUuidOption()?.hasString() !== true,
		compatibility: options.getControlOption()?.getCompatibility() ?? 0,
	};
}

/** The largest 64-bit integer: the wire's other way to say "end". */
const wireEnd = '18446744073709551615';

function fromRevision(options: ReadReq.Options.StreamOptions): From {
	if (options.hasStart()) return 'start';
	if (options.hasEnd()) return 'end';
	if (!options.hasRevision()) throw invalidArgument('A read needs a revision to begin at.');
	return options.getRevision() === wireEnd ? 'end' : Number(options.getRevision());
}

function fromPosition(options: ReadReq.Options.AllOptions | undefined): From {
	if (options?.hasStart()) return 'start';
	if (options?.hasEnd()) return 'end';
	const position = options?.getPosition();
	if (position === undefined) throw invalidArgument('A read of $all needs a position to begin at.');
	return position.getCommitPosition() === wireEnd ? 'end' : Number(position.getCommitPosition());
}

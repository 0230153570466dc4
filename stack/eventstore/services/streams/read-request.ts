import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument, malformed } from '../../errors.ts';
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
	if (options === undefined) throw malformed('A read needs its options.');
	const stream = options.getStream();
	const all = options.getAll();
	if (stream === undefined && all === undefined) {
		throw invalidArgument("'None' is not a valid EventStore.Client.Streams.ReadReq+Types+Options+StreamOptionOneofCase");
	}
	checkCombination(options);
	if (options.getUuidOption() === undefined) throw invalidArgument('');
	const { BACKWARDS } = streamsPb.ReadReq.Options.ReadDirection;
	const filter = options.getFilter();
	return {
		stream: stream && streamName(stream.getStreamIdentifier()),
		from: stream === undefined ? fromPosition(all) : fromRevision(stream),
		direction: options.getReadDirection() === BACKWARDS ? 'backwards' : 'forwards',
		count: options.hasSubscription() ? undefined : Number(options.getCount()),
		resolveLinks: options.getResolveLinks(),
		filter: filter && eventFilter(filter, options.hasSubscription()),
		structuredIds: options.getUuidOption()?.hasString() !== true,
		compatibility: options.getControlOption()?.getCompatibility() ?? 0,
	};
}

/** What goes together: subscriptions read forwards, and only `$all` is filtered; the text is the real server's. */
function checkCombination(options: ReadReq.Options): void {
	const { BACKWARDS } = streamsPb.ReadReq.Options.ReadDirection;
	const what = options.hasStream() ? 'Stream' : 'All';
	const how = options.hasSubscription() ? 'Subscription' : options.hasCount() ? 'Count' : 'None';
	const direction = options.getReadDirection() === BACKWARDS ? 'Backwards' : 'Forwards';
	const filter = options.hasFilter() ? 'Filter' : options.hasNoFilter() ? 'NoFilter' : 'None';
	const wrong = how === 'None' || filter === 'None'
		|| (how === 'Subscription' && direction === 'Backwards')
		|| (what === 'Stream' && filter === 'Filter');
	if (wrong) throw invalidArgument(`The combination of (${what}, ${how}, ${direction}, ${filter}) is invalid.`);
}

/** The largest 64-bit integer: the wire's other way to say "end". */
const wireEnd = '18446744073709551615';

function fromRevision(options: ReadReq.Options.StreamOptions): From {
	if (options.hasStart()) return 'start';
	if (options.hasEnd()) return 'end';
	if (!options.hasRevision()) throw malformed('A read needs a revision to begin at.');
	return options.getRevision() === wireEnd ? 'end' : Number(options.getRevision());
}

function fromPosition(options: ReadReq.Options.AllOptions | undefined): From {
	if (options?.hasStart()) return 'start';
	if (options?.hasEnd()) return 'end';
	const position = options?.getPosition();
	if (position === undefined) throw malformed('A read of $all needs a position to begin at.');
	const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())];
	if (prepare > commit) throw malformed('A commit position lies at its prepare position or behind it.');
	return position.getCommitPosition() === wireEnd ? 'end' : Number(commit);
}

import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument, malformed } from '../../errors.ts';
import type { EventRecord } from '../../store/records.ts';
import { compileDotnetRegex } from '../../dotnet-regex/translate.ts';

/** Events in a page of a filtered read, unless the client says. */
const defaultWindow = 32;

/** A filter on $all: which events it lets through, and how many it considers between two checkpoints. */
export interface EventFilter {
	matches: (event: EventRecord) => boolean;
	/** Events considered in a page. */
	window: number;
	/** Events considered before a checkpoint is owed: whole pages. */
	checkpointInterval: number;
}

/**
 * The filter that a client asks for: on the name of the stream or the type of the event, by a regular expression or
 * else by prefixes.
 *
 * @throws ServiceError when the filter is incomplete or its expression cannot be read
 */
export function eventFilter(options: ReadReq.Options.FilterOptions, subscription: boolean): EventFilter {
	const onStream = options.getStreamIdentifier();
	const expression = onStream ?? options.getEventType();
	if (expression === undefined) throw malformed('A filter needs an expression on stream names or event types.');
	if (!options.hasMax() && !options.hasCount()) throw malformed('A filter needs a window.');
	const multiplier = options.getCheckpointintervalmultiplier();
	if (subscription && multiplier === 0) throw malformed('The checkpoint interval must be at least 1.');
	const wanted = options.hasMax() ? options.getMax() : defaultWindow;
	// The real server never answers such a read, and confirms such a subscription without ever sending it anything.
	if (wanted === 0 && !subscription) throw invalidArgument('The search window must be at least 1.');
	const window = wanted === 0 ? defaultWindow : wanted;
	const accepts = predicate(expression);
	return {
		matches: onStream === undefined ? (event) => accepts(event.type) : (event) => accepts(event.stream),
		window,
		checkpointInterval: multiplier * window,
	};
}

function predicate(expression: ReadReq.Options.FilterOptions.Expression): (text: string) => boolean {
	const pattern = expression.getRegex();
	if (pattern === '') {
		const prefixes = expression.getPrefixList();
		return (text) => prefixes.some((prefix) => text.startsWith(prefix));
	}
	let regex: RegExp;
	try {
		regex = compileDotnetRegex(pattern);
	} catch (error) {
		throw malformed(`The filter's expression cannot be used: ${error instanceof Error ? error.message : ''}`);
	}
	return (text) => regex.test(text);
}

import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument } from '../../errors.ts';
import type { EventRecord } from '../../store/records.ts';
import { compileDotnetRegex } from '../../dotnet-regex/translate.ts';

/** Events that are considered between two checkpoints, times the client's multiplier, unless the client says. */
const defaultWindow = 32;

/** A filter on $all: which events it lets through, and after how many considered ones it owes a checkpoint. */
export interface EventFilter {
	matches: (event: EventRecord) => boolean;
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
	if (expression === undefined) throw invalidArgument('A filter needs an expression on stream names or event types.');
	if (!options.hasMax() && !options.hasCount()) throw invalidArgument('A filter needs a window.');
	const multiplier = options.getCheckpointintervalmultiplier();
	if (subscription && multiplier === 0) throw invalidArgument('The checkpoint interval must be at least 1.');
	const window = options.hasMax() ? options.getMax() : defaultWindow;
	if (window === 0) throw invalidArgument('The search window must be at least 1.');
	const accepts = predicate(expression);
	return {
		matches: onStream === undefined ? (event) => accepts(event.type) : (event) => accepts(event.stream),
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
		throw invalidArgument(`The filter's expression cannot be used: ${error instanceof Error ? error.message : ''}`);
	}
	return (text) => regex.test(text);
}

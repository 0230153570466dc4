import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument, malformed } from '../../errors.ts';
import type { EventRecord } from '../../store/records.ts';
import { guardedExpression, SlowExpression } from '../../dotnet-regex/guarded.ts';
import type { GuardedExpression } from '../../dotnet-regex/guarded.ts';

/** Events in a page of a filtered read, unless the client says. */
const defaultWindow = 32;

/** A filter on $all: which events it lets through, and how many it considers between two checkpoints. */
export interface EventFilter {
	/** @throws ServiceError when the expression is too slow */
	matches: (event: EventRecord) => boolean;
	/** Looks at the events of a page at once, which makes it cheap to ask for each. @throws ServiceError as well */
	prepare: (events: readonly EventRecord[]) => void;
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
	const textOf = onStream === undefined ? ({ type }: EventRecord) => type : ({ stream }: EventRecord) => stream;
	const accepts = predicate(expression);
	return {
		matches: (event) => accepts.test(textOf(event)),
		prepare: (events) => accepts.prepare(events.map(textOf)),
		window,
		checkpointInterval: multiplier * window,
	};
}

function predicate(expression: ReadReq.Options.FilterOptions.Expression): GuardedExpression {
	const pattern = expression.getRegex();
	if (pattern === '') {
		const prefixes = expression.getPrefixList();
		return { test: (text) => prefixes.some((prefix) => text.startsWith(prefix)), prepare: () => undefined };
	}
	try {
		const { test, prepare } = guardedExpression(pattern);
		return { test: (text) => refusingSlow(() => test(text)), prepare: (texts) => refusingSlow(() => prepare(texts)) };
	} catch (error) {
		throw malformed(`The filter's expression cannot be used: ${error instanceof Error ? error.message : ''}`);
	}
}

function refusingSlow<T>(run: () => T): T {
	try {
		return run();
	} catch (error) {
		throw error instanceof SlowExpression ? invalidArgument(`The filter cannot be used: ${error.message}.`) : error;
	}
}

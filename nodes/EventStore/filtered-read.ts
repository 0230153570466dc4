import { BACKWARDS, END, FORWARDS, type ReadAllOptions, START } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

/** Which events the server sends: those whose stream or type begins with one of some texts, or matches an expression (.NET's). */
export interface EventFilter {
	on: 'stream' | 'type';
	prefixes?: readonly string[];
	regex?: string;
}

/** Events that the server looks through at once for a filter; it looks further until it has as many as are asked for. */
const WINDOW = 500;

/** The request for a read of `$all` with a filter, which the vendor's client has for subscriptions only. */
export function filteredRead(
	{ maxCount = Number.MAX_SAFE_INTEGER, fromPosition = START, resolveLinkTos = false, direction = FORWARDS }: ReadAllOptions,
	filter: EventFilter,
): ReadReq {
	const all = new ReadReq.Options.AllOptions();
	if (fromPosition === START) all.setStart(new Empty());
	else if (fromPosition === END) all.setEnd(new Empty());
	else all.setPosition(new ReadReq.Options.Position().setCommitPosition(String(fromPosition.commit)).setPreparePosition(String(fromPosition.prepare)));
	const options = new ReadReq.Options()
		.setAll(all)
		.setResolveLinks(resolveLinkTos)
		.setCount(String(maxCount))
		.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()))
		.setFilter(filterOptions(filter))
		.setReadDirection(direction === BACKWARDS ? ReadReq.Options.ReadDirection.BACKWARDS : ReadReq.Options.ReadDirection.FORWARDS);
	return new ReadReq().setOptions(options);
}

function filterOptions({ on, prefixes, regex }: EventFilter): ReadReq.Options.FilterOptions {
	const expression = new ReadReq.Options.FilterOptions.Expression();
	if (regex === undefined) expression.setPrefixList([...(prefixes ?? [])]);
	else expression.setRegex(regex);
	const options = new ReadReq.Options.FilterOptions().setMax(WINDOW).setCheckpointintervalmultiplier(1);
	return on === 'stream' ? options.setStreamIdentifier(expression) : options.setEventType(expression);
}

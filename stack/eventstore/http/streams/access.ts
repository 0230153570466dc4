import type { Action } from '../../security/stream-access.ts';
import { refused } from '../failure.ts';
import type { Exchange } from '../resource.ts';

/** The stream that the path names, if the caller may do this with it. @throws HttpError when not */
export function streamFor(exchange: Exchange, action: Action, name = exchange.params.stream ?? '$all'): string {
	const { context: { security }, caller } = exchange;
	if (security !== undefined && !security.access.allows(caller, name, action)) throw refused(exchange);
	return name;
}

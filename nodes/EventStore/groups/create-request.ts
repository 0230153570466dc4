import { END, EVENT_TYPE, type Filter, PINNED, type Position, START } from '@eventstore/db-client';
import { settingsToGRPC } from '@eventstore/db-client/dist/persistentSubscription/utils/settingsToGRPC.js';
import { createStreamIdentifier } from '@eventstore/db-client/dist/utils/grpcStreamIdentifier.js';
import { CreateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';

import type { Group } from './fields.ts';
import type { ServerSettings } from './settings.ts';

/** The strategy that the client knows no number for: it warns of it on n8n's console, and the server then takes another. */
export const BY_NAME = 'PinnedByCorrelation';

/** The request for a group with a strategy that only its name tells the server. */
export function createRequest({ stream, group }: Group, settings: ServerSettings, filter?: Filter): CreateReq {
	const message = settingsToGRPC({ ...settings, consumerStrategyName: PINNED }, CreateReq.Settings).setConsumerStrategy(settings.consumerStrategyName);
	const options = new CreateReq.Options().setGroupName(group).setSettings(message);
	const request = new CreateReq().setOptions(options);
	const { startFrom } = settings;
	if (stream === '$all') {
		options.setAll(allOptions(startFrom as Position | typeof START | typeof END, filter));
		return request;
	}
	const from = new CreateReq.StreamOptions().setStreamIdentifier(createStreamIdentifier(stream));
	if (startFrom === START) from.setStart(new Empty());
	else if (startFrom === END) from.setEnd(new Empty());
	else from.setRevision((startFrom as bigint).toString());
	options.setStream(from);
	return request;
}

function allOptions(startFrom: Position | typeof START | typeof END, filter: Filter | undefined): CreateReq.AllOptions {
	const all = new CreateReq.AllOptions();
	if (startFrom === START) all.setStart(new Empty());
	else if (startFrom === END) all.setEnd(new Empty());
	else all.setPosition(new CreateReq.Position().setCommitPosition(String(startFrom.commit)).setPreparePosition(String(startFrom.prepare)));
	if (filter === undefined) return all.setNoFilter(new Empty());
	const expression = new CreateReq.AllOptions.FilterOptions.Expression();
	if ('regex' in filter) expression.setRegex(filter.regex);
	else expression.setPrefixList(filter.prefixes);
	const options = new CreateReq.AllOptions.FilterOptions().setCheckpointintervalmultiplier(filter.checkpointInterval);
	if (filter.maxSearchWindow === undefined) options.setCount(new Empty());
	else options.setMax(filter.maxSearchWindow);
	return all.setFilter(filter.filterOn === EVENT_TYPE ? options.setEventType(expression) : options.setStreamIdentifier(expression));
}

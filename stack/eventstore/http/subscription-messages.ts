import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Refusal } from '../persistent-subscriptions/delivery.ts';
import type { Group } from '../persistent-subscriptions/group.ts';
import { GroupFailure } from '../persistent-subscriptions/group-failure.ts';
import { allStream } from '../persistent-subscriptions/streams.ts';
import { groupError } from '../services/persistent-subscriptions/failure.ts';
import { uuidBytes, uuidText } from '../store/uuid.ts';
import { badRequest } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './resource.ts';
import { chooseFormat, render } from './streams/formats.ts';
import { messageFormats, messagesFeed } from './subscription-feed.ts';

/** What clients get who do not say which form they want. */
const usualForm = 'application/vnd.eventstore.competingatom+json';

/** Most messages that a client may ask for at once. */
const mostMessages = 100;

/**
 * The next messages of a group, one unless the client says how many. They are in flight until they are answered for, or
 * the group's message time-out has passed; nobody stays connected.
 */
export function fetchMessages(exchange: Exchange): Answer {
	const { request, params: { stream = '', group = '', count = '1' }, query, origin } = exchange;
	const format = chooseFormat(request, messageFormats, usualForm, () => {
		return { kind: 'json', bare: false, contentType: `${usualForm}; charset=utf-8` };
	});
	const wanted = Number(count);
	if (!/^\d{1,3}$/.test(count) || wanted < 1 || wanted > mostMessages) {
		throw badRequest(`Message count must be an integer between 1 and ${mostMessages} 'count' ='${count}'`);
	}
	const messages = ofGroup(exchange, (found) => found.fetch(wanted));
	const feed = messagesFeed(messages, { stream, group, count: wanted, embed: query.get('embed') ?? undefined }, origin);
	return { status: 200, headers: { 'content-type': format.contentType }, body: render(feed, format) };
}

/** Acknowledges messages that were fetched. Those that are not in flight any more are passed over. */
export function acknowledgeMessages(exchange: Exchange): Answer {
	const ids = idsOf(exchange);
	ofGroup(exchange, (group) => group.acknowledge(group.delivery.fetched, ids));
	return { status: 202 };
}

/** Refuses messages that were fetched; `action` says what becomes of them. */
export function refuseMessages(exchange: Exchange): Answer {
	const ids = idsOf(exchange);
	const refusal = refusalOf(exchange.query.get('action') ?? '');
	ofGroup(exchange, (group) => group.refuse(group.delivery.fetched, ids, refusal, ''));
	return { status: 202 };
}

/** Who deals with messages must be allowed what a consumer is. @throws ServiceError when not, or there is no such group */
function ofGroup<Result>({ context, caller, params: { stream = '', group = '' } }: Exchange, work: (group: Group) => Result): Result {
	const options = new persistentPb.ReadReq.Options().setGroupName(group);
	if (stream === allStream) options.setAll(new sharedPb.Empty());
	else options.setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream)));
	context.services.permit(PersistentSubscriptionsService.read, new persistentPb.ReadReq().setOptions(options), caller);
	try {
		return work(context.groups.find(stream, group));
	} catch (error) {
		throw error instanceof GroupFailure ? groupError(error) : error;
	}
}

/** The id in the path, or those in the query. @throws HttpError when there is none, or one is no id */
function idsOf({ params: { id }, query }: Exchange): string[] {
	const given = id === undefined ? (query.get('ids') ?? '').split(',') : [id];
	try {
		return given.map((text) => uuidText(uuidBytes(text.trim())));
	} catch {
		throw badRequest(`'${given.join(',')}' should be one or more GUIDs, with commas between them.`);
	}
}

/** To stop is to skip at the vendor's server too. Whoever does not say what to do gets the event again. */
function refusalOf(action: string): Refusal {
	switch (action.toLowerCase()) {
		case 'park': return 'park';
		case 'skip':
		case 'stop': return 'skip';
		default: return 'retry';
	}
}

import { randomUUID } from 'node:crypto';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { status } from '@grpc/grpc-js';
import { isServiceError } from '../errors.ts';
import { json } from './answer.ts';
import type { Answer } from './answer.ts';
import { jsonBody } from './json-body.ts';
import type { Exchange, Handler, Resource } from './resource.ts';
import { groupInList, groupInfo, groupUri } from './subscription-info.ts';
import { fetchMessages, acknowledgeMessages, refuseMessages } from './subscription-messages.ts';
import { createOptions, updateOptions } from './subscription-settings.ts';

const identifier = (stream: string) => new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));

const create: Handler = (exchange) => about(exchange, async () => {
	const { context: { services }, caller } = exchange;
	const options = createOptions(await jsonBody(exchange), stream(exchange), group(exchange));
	await services.unary(PersistentSubscriptionsService.create, new persistentPb.CreateReq().setOptions(options), caller);
	return told('Success', 201, exchange);
});

const update: Handler = (exchange) => about(exchange, async () => {
	const { context: { services }, caller } = exchange;
	const options = updateOptions(await jsonBody(exchange), stream(exchange), group(exchange));
	await services.unary(PersistentSubscriptionsService.update, new persistentPb.UpdateReq().setOptions(options), caller);
	return told('Success', 200, exchange);
});

const remove: Handler = (exchange) => about(exchange, async () => {
	const { context: { services }, caller } = exchange;
	const options = new persistentPb.DeleteReq.Options().setGroupName(group(exchange));
	if (stream(exchange) === '$all') options.setAll(new sharedPb.Empty());
	else options.setStreamIdentifier(identifier(stream(exchange)));
	await services.unary(PersistentSubscriptionsService.delete, new persistentPb.DeleteReq().setOptions(options), caller);
	return told('Success', 200);
});

const replay: Handler = (exchange) => about(exchange, async () => {
	const { context: { services }, caller, query } = exchange;
	const options = new persistentPb.ReplayParkedReq.Options().setGroupName(group(exchange));
	if (stream(exchange) === '$all') options.setAll(new sharedPb.Empty());
	else options.setStreamIdentifier(identifier(stream(exchange)));
	const stopAt = query.get('stopAt');
	if (stopAt !== null && /^\d{1,15}$/.test(stopAt)) options.setStopAt(stopAt);
	else options.setNoLimit(new sharedPb.Empty());
	await services.unary(PersistentSubscriptionsService.replayParked, new persistentPb.ReplayParkedReq().setOptions(options), caller);
	return told('Success', 200);
});

const info: Handler = (exchange) => about(exchange, async () => {
	const { context: { services }, caller } = exchange;
	const options = new persistentPb.GetInfoReq.Options().setGroupName(group(exchange));
	if (stream(exchange) === '$all') options.setAll(new sharedPb.Empty());
	else options.setStreamIdentifier(identifier(stream(exchange)));
	const answer = await services.unary(PersistentSubscriptionsService.getInfo, new persistentPb.GetInfoReq().setOptions(options), caller);
	return json(groupInfo(answer.getSubscriptionInfo() ?? new persistentPb.SubscriptionInfo(), exchange.origin));
});

const ofStream: Handler = (exchange) => about(exchange, async () => {
	const { StreamOption } = persistentPb.ListReq;
	const option = stream(exchange) === '$all'
		? new StreamOption().setAll(new sharedPb.Empty())
		: new StreamOption().setStream(identifier(stream(exchange)));
	const groups = await list(exchange, new persistentPb.ListReq.Options().setListForStream(option));
	return json(groups.map((one) => groupInList(one, exchange.origin)));
});

const everywhere: Handler = async (exchange) => {
	const groups = await list(exchange, new persistentPb.ListReq.Options().setListAllSubscriptions(new sharedPb.Empty()));
	return json(groups.map((one) => groupInList(one, exchange.origin)));
};

const next: Handler = (exchange) => about(exchange, () => fetchMessages(exchange));
const acknowledge: Handler = (exchange) => about(exchange, () => acknowledgeMessages(exchange));
const refuse: Handler = (exchange) => about(exchange, () => refuseMessages(exchange));

async function list({ context: { services }, caller }: Exchange, options: persistentPb.ListReq.Options): Promise<SubscriptionInfo[]> {
	const answer = await services.unary(PersistentSubscriptionsService.list, new persistentPb.ListReq().setOptions(options), caller);
	return answer.getSubscriptionsList();
}

function stream({ params }: Exchange): string {
	return params.stream ?? '';
}

function group({ params }: Exchange): string {
	return params.group ?? '';
}

function told(result: string, code: number, exchange?: Exchange, reason = ''): Answer {
	const headers: Record<string, string> = exchange === undefined
		? {}
		: { location: groupUri(exchange.origin, stream(exchange), group(exchange)) };
	return json({ correlationId: randomUUID(), label: '', reason, result }, headers, code);
}

/** Answers a group that is missing, or there already, as the vendor's pages do: in JSON. */
async function about(exchange: Exchange, work: () => Answer | Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} catch (error) {
		if (!isServiceError(error)) throw error;
		switch (error.code) {
			case status.NOT_FOUND: return told('DoesNotExist', 404, undefined, error.details);
			case status.ALREADY_EXISTS: return told('AlreadyExists', 409, exchange, error.details);
			default: throw error;
		}
	}
}

/** Persistent subscriptions. The rules of their service say who may do what. */
export const subscriptionResources: Resource[] = [
	{ path: '/subscriptions', allowed: 'GET', for: 'users', methods: { GET: everywhere } },
	{ path: '/subscriptions/:stream', allowed: 'GET', for: 'users', methods: { GET: ofStream } },
	{ path: '/subscriptions/:stream/:group', allowed: 'PUT, POST, DELETE, GET, GET', for: 'users', methods: { PUT: create, POST: update, DELETE: remove, GET: next } },
	{ path: '/subscriptions/:stream/:group/info', allowed: 'GET, GET', for: 'users', methods: { GET: info } },
	{ path: '/subscriptions/:stream/:group/replayParked', allowed: 'GET, POST', for: 'users', methods: { POST: replay } },
	{ path: '/subscriptions/:stream/:group/ack', allowed: 'GET, POST', for: 'users', methods: { POST: acknowledge } },
	{ path: '/subscriptions/:stream/:group/nack', allowed: 'GET, POST', for: 'users', methods: { POST: refuse } },
	{ path: '/subscriptions/:stream/:group/ack/:id', allowed: 'POST', for: 'users', methods: { POST: acknowledge } },
	{ path: '/subscriptions/:stream/:group/nack/:id', allowed: 'POST', for: 'users', methods: { POST: refuse } },
	{ path: '/subscriptions/:stream/:group/:count', allowed: 'GET', for: 'users', methods: { GET: next } },
];

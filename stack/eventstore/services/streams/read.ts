import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import { invalidArgument, streamDeleted, unexpectedResult } from '../../errors.ts';
import { isBoundary, positionBehind } from '../../store/event-table.ts';
import type { EventRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { failure } from '../failure.ts';
import type { StreamsContext } from './context.ts';
import { eventMessages } from './event-messages.ts';
import { readRequest } from './read-request.ts';
import type { ReadRequest } from './read-request.ts';
import { ResponseStream } from './response-stream.ts';
import { firstStreamPosition, lastStreamPosition, streamNotFound } from './responses.ts';
import { subscribeToAll } from './subscribe-to-all.ts';
import { subscribeToStream } from './subscribe-to-stream.ts';

/** Streams.Read: reads and catch-up subscriptions, of a stream and of $all. */
export function read(context: StreamsContext): handleServerStreamingCall<ReadReq, ReadResp> {
	return (call) => {
		const responses = new ResponseStream(call, context.closing);
		answer(context, call.request, responses).then(
			() => responses.end(),
			(error: unknown) => responses.fail(failure(error, 'Read', context.log)),
		);
	};
}

async function answer(context: StreamsContext, message: ReadReq, responses: ResponseStream): Promise<void> {
	const { store } = context;
	const request = readRequest(message);
	const { stream } = request;
	if (stream === undefined) {
		await (request.count === undefined ? subscribeToAll : readAll)(store, request, responses);
	} else {
		await (request.count === undefined ? subscribeToStream : readStream)(store, stream, request, responses);
	}
}

/**
 * The events of a stream up to the one that was the last when the read began. A stream that does not exist or is
 * deleted is a response of its own, a tombstoned one an error.
 */
async function readStream(
	store: Store, name: string, request: ReadRequest, responses: ResponseStream,
): Promise<void> {
	const { direction, count = 0 } = request;
	if (count === 0 || (direction === 'forwards' && request.from === 'end')) throw unexpectedResult('ReadStreamResult', 'Error');
	const stream = store.read.stream(name);
	if (stream.tombstoned) throw streamDeleted(name);
	if (stream.revision < 0 || stream.softDeleted) {
		await responses.write(streamNotFound(name));
		return;
	}
	const first = firstRevision(request, stream.revision);
	let from: number | undefined = first;
	let left = count;
	while (from !== undefined && left > 0 && responses.open) {
		const page = store.read.streamPage(stream, direction, from, left);
		if (request.compatibility >= 1 && from === first) await tellFirst(page.events, stream.revision, request, responses);
		await responses.writeAll(eventMessages(store, page.events, request));
		left -= page.events.length;
		from = page.next;
	}
	if (request.compatibility >= 1) await responses.write(lastStreamPosition(stream.revision));
}

async function readAll(store: Store, request: ReadRequest, responses: ResponseStream): Promise<void> {
	const { direction, filter, count = 0 } = request;
	// The real server never answers it.
	if (count === 0) throw invalidArgument('A read of $all needs a count of at least 1.');
	const end = store.lastPosition();
	checkPosition(request, end);
	let from: number | undefined = firstPosition(request, end);
	let left = count;
	while (from !== undefined && left > 0 && responses.open) {
		const page = store.read.allPage(direction, from, filter === undefined ? left : Number.MAX_SAFE_INTEGER);
		const known = page.events.filter((event) => event.position <= end);
		filter?.prepare(known);
		const matching = filter === undefined ? known : known.filter(filter.matches).slice(0, left);
		await responses.writeAll(eventMessages(store, matching, request));
		left -= matching.length;
		from = known.length < page.events.length ? undefined : page.next;
		await nextTurn();
	}
}

/** A forwards read that finds nothing below the stream's end tells where the stream goes on. */
async function tellFirst(
	events: readonly EventRecord[], revision: number, request: ReadRequest, responses: ResponseStream,
): Promise<void> {
	const next = revision + 1;
	if (request.direction === 'forwards' && events.length === 0 && request.from !== next) {
		await responses.write(firstStreamPosition(next));
	}
}

/** Where the log has no boundary nothing can be read; backwards from behind its end neither. */
function checkPosition({ from, direction }: ReadRequest, end: number): void {
	if (typeof from === 'string') return;
	if (from <= end && !isBoundary(from)) throw unexpectedResult('ReadAllResult', 'InvalidPosition');
	if (direction === 'backwards' && from > positionBehind(end)) throw unexpectedResult('ReadAllResult', 'Error');
}

function firstRevision(request: ReadRequest, last: number): number {
	const { from } = request;
	if (from === 'start') return 0;
	if (from === 'end') return last;
	return from;
}

function firstPosition(request: ReadRequest, last: number): number {
	if (request.from === 'start') return 0;
	return request.from === 'end' ? last + 1 : request.from;
}

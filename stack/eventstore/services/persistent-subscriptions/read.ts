import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import { invalidArgument, shuttingDown } from '../../errors.ts';
import type { Consumer } from '../../persistent-subscriptions/consumer.ts';
import type { Refusal } from '../../persistent-subscriptions/delivery.ts';
import type { Group } from '../../persistent-subscriptions/group.ts';
import { uuidText } from '../../store/uuid.ts';
import { callerOf } from '../caller.ts';
import { fromUuid } from '../streams/identifiers.ts';
import type { PersistentSubscriptionsContext } from './context.ts';
import { callFailure } from './failure.ts';
import { confirmation, delivery } from './responses.ts';
import { target } from './target.ts';

type Call = ServerDuplexStream<ReadReq, ReadResp>;

/**
 * PersistentSubscriptions.Read: a consumer. Its options come first, then it acknowledges or refuses what it is sent. It
 * has left when it ends its side, or the call is gone.
 */
export function read(context: PersistentSubscriptionsContext): handleBidiStreamingCall<ReadReq, ReadResp> {
	return (call) => {
		let connected: { group: Group; consumer: Consumer } | undefined;
		let ended = false;

		const leave = () => {
			ended = true;
			context.closing.removeEventListener('abort', interrupt);
			// At a shutdown nobody else is to get what it had: it comes again after the start, and counts as no retry.
			if (!context.closing.aborted) connected?.group.disconnect(connected.consumer);
			connected = undefined;
		};
		const fail = (error: unknown) => {
			if (ended) return;
			leave();
			if (call.writable) call.emit('error', callFailure(error, 'Read', context.log));
		};
		const interrupt = () => fail(shuttingDown());
		context.closing.addEventListener('abort', interrupt);

		call.on('data', (request: ReadReq) => {
			if (ended) return;
			try {
				if (connected === undefined) connected = connect(context, call, request, fail);
				else answer(connected.group, connected.consumer, request);
			} catch (error) {
				fail(error);
			}
		});
		call.on('end', () => {
			if (!ended && call.writable) call.end();
			leave();
		});
		call.on('cancelled', leave);
		call.on('close', leave);
		// A broken connection; what it was sent goes to others.
		call.on('error', leave);
	};
}

function connect(
	{ groups }: PersistentSubscriptionsContext, call: Call, request: ReadReq, end: (error: unknown) => void,
): { group: Group; consumer: Consumer } {
	const options = request.getOptions();
	const { source, group: name } = target(options);
	const slots = options?.getBufferSize() ?? 0;
	if (slots < 1) throw invalidArgument('A consumer must take at least one event at a time.');
	const structured = options?.getUuidOption()?.hasString() !== true;
	const group = groups.find(source, name);
	const consumer = group.connect({
		slots,
		user: callerOf(call.metadata),
		name: call.metadata.get('connection-name').join(),
		send: (message) => {
			if (call.writable) call.write(delivery(message, structured));
		},
		end,
	});
	call.write(confirmation(source, name));
	group.begin();
	return { group, consumer };
}

function answer(group: Group, consumer: Consumer, request: ReadReq): void {
	const ack = request.getAck();
	const nack = request.getNack();
	if (ack !== undefined) group.acknowledge(consumer, idsOf(ack));
	else if (nack !== undefined) group.refuse(consumer, idsOf(nack), refusal(nack), nack.getReason());
	else throw invalidArgument('After its options a consumer acknowledges or refuses.');
}

function idsOf(message: { getIdsList(): UUID[] }): string[] {
	return message.getIdsList().map((id) => uuidText(fromUuid(id)));
}

/** To stop is to skip at the vendor's server too. Whoever does not say what to do gets the event again. */
function refusal(nack: ReadReq.Nack): Refusal {
	const { PARK, SKIP, STOP } = persistentPb.ReadReq.Nack.Action;
	switch (nack.getAction()) {
		case PARK: return 'park';
		case SKIP:
		case STOP: return 'skip';
		default: return 'retry';
	}
}

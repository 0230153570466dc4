import { randomUUID } from 'node:crypto';
import { Consumer } from '../../../../stack/eventstore/persistent-subscriptions/consumer.ts';
import type { Connection } from '../../../../stack/eventstore/persistent-subscriptions/consumer.ts';
import { message } from '../../../../stack/eventstore/persistent-subscriptions/message.ts';
import type { Message } from '../../../../stack/eventstore/persistent-subscriptions/message.ts';
import type { GroupSettings } from '../../../../stack/eventstore/persistent-subscriptions/settings.ts';
import type { EventRecord } from '../../../../stack/eventstore/store/records.ts';
import { uuidBytes } from '../../../../stack/eventstore/store/uuid.ts';

/** The settings that clients give by default. */
export const defaults: GroupSettings = {
	startFrom: 'start', resolveLinks: false, extraStatistics: false, messageTimeout: 30_000, maxRetryCount: 10,
	checkpointAfter: 2_000, minCheckpointCount: 10, maxCheckpointCount: 1_000, maxSubscriberCount: 0,
	liveBufferSize: 500, readBatchSize: 20, historyBufferSize: 500, strategy: 'RoundRobin', filter: undefined,
};

export function record(revision: number, changes: Partial<EventRecord> = {}): EventRecord {
	return {
		stream: 'orders', revision, position: revision * 100, id: uuidBytes(randomUUID()), type: 'Placed', isJson: true,
		created: 0, data: Buffer.from('{}'), metadata: new Uint8Array(), ...changes,
	};
}

/** The event of a revision on its way. */
export function messageAt(revision: number, changes: Partial<EventRecord> = {}): Message {
	return message({ event: record(revision, changes) }, revision, revision);
}

/** A connection that remembers what it was sent, by revision. */
export class Recorder implements Connection {
	readonly user = 'system';
	readonly name = 'test';
	readonly sent: Message[] = [];
	readonly slots: number;
	error: Error | undefined;

	constructor(slots = 10) {
		this.slots = slots;
	}

	get revisions(): number[] {
		return this.sent.map(({ place }) => place);
	}

	send(sent: Message): void {
		this.sent.push({ ...sent });
	}

	end(error: Error): void {
		this.error = error;
	}
}

export function consumer(slots = 10): Consumer {
	return new Consumer(new Recorder(slots), false);
}

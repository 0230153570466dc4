import type { ResolvedEvent } from '@eventstore/db-client';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { toNodeError } from '../../shared/errors.ts';
import type { EventStoreCredential } from '../connection-string.ts';
import { toFailure } from '../failure.ts';
import { eventStore, holdConnection } from '../transport.ts';
import { CheckpointStream } from './checkpoint.ts';
import { isWanted } from './filter.ts';
import { findStanding } from './group.ts';
import { toItem } from './item.ts';
import { firstPlace, subscribeBehind } from './log.ts';
import type { Place } from '../place.ts';
import { type Settings, toCatchUpSettings, toGroupSettings, type TriggerFields } from './settings.ts';
import { type ClientSubscription, Subscription } from './subscription.ts';
import { triggerName } from './trigger-name.ts';

/**
 * Gives the event that the trigger would go on with, or the next one that comes. It looks at the stream and leaves group and
 * checkpoint as they are, so that the event also comes to the workflow that is active, and once more when the test is repeated.
 */
export function listenForTest(trigger: ITriggerFunctions, credential: EventStoreCredential, fields: TriggerFields): ITriggerResponse {
	const stop = new AbortController();
	const settings: Settings = fields.mode === 'persistent' ? toGroupSettings(fields) : toCatchUpSettings(fields);
	const wait = async () => {
		const place = await placeOf(trigger, credential, fields, settings);
		const { client: connection, release } = holdConnection(credential);
		try {
			const client = subscribeBehind(connection, settings.source, place) as unknown as ClientSubscription;
			const subscription = await Subscription.confirmed<ResolvedEvent, ClientSubscription>(client, Math.max(64, settings.batchSize), stop.signal);
			stop.signal.addEventListener('abort', () => void subscription.close(), { once: true });
			const events = await firstOf(subscription, settings);
			await subscription.close();
			if (events.length > 0) trigger.emit([events.map((event) => toItem(event, settings.jsonAsText))]);
			else if (!stop.signal.aborted) throw await subscription.over;
		} catch (thrown) {
			if (!stop.signal.aborted) trigger.emitError(toNodeError(toFailure(thrown, connection.way), trigger.getNode(), 0));
		} finally {
			release();
		}
	};
	return {
		// n8n takes what is emitted only when it has called this.
		manualTriggerFunction: async () => {
			void wait().catch((thrown: unknown) => trigger.emitError(toNodeError(thrown, trigger.getNode(), 0)));
		},
		closeFunction: async () => stop.abort(),
	};
}

/** The first events that would start an execution; none when the subscription is over. */
async function firstOf(subscription: Subscription<ResolvedEvent>, { source, batchSize, batchWait }: Settings): Promise<ResolvedEvent[]> {
	for (;;) {
		const events = await subscription.take(batchSize, batchWait);
		const wanted = events.filter((event) => isWanted(event, source));
		if (wanted.length > 0 || events.length === 0) return wanted;
	}
}

/** Behind which place the trigger would go on. */
async function placeOf(trigger: ITriggerFunctions, credential: EventStoreCredential, fields: TriggerFields, settings: Settings): Promise<Place | undefined> {
	const store = eventStore(credential);
	if (fields.mode === 'persistent') {
		const checkpoint = (await findStanding(store, toGroupSettings(fields)))?.checkpoint;
		if (checkpoint !== undefined) return checkpoint;
	} else {
		const { checkpointName } = toCatchUpSettings(fields);
		const { stream } = settings.source;
		const written = await new CheckpointStream(store, checkpointName || triggerName(trigger, stream), stream).read();
		if (written !== undefined) return written.place;
	}
	return await firstPlace(store, settings.source, settings.start);
}

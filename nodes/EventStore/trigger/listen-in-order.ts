import type { ResolvedEvent } from '@eventstore/db-client';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import type { EventStoreCredential } from '../connection-string.ts';
import { lastPlace } from '../last.ts';
import { eventStore, holdConnection } from '../transport.ts';
import { catchUp, hasEarlier } from './catch-up.ts';
import { CheckpointStream } from './checkpoint.ts';
import type { Follower } from './follower.ts';
import { toItem } from './item.ts';
import { Listener } from './listener.ts';
import { executeBy } from './outcome.ts';
import { Report } from './report.ts';
import { type CatchUpSettings, nameOf } from './settings.ts';
import { isFinal, mayWait, tell } from './told.ts';
import { triggerName, triggerTitle } from './trigger-name.ts';

/** Listens by itself, one event after the other, and keeps its place in the event store. */
export async function listenInOrder(trigger: ITriggerFunctions, credential: EventStoreCredential, settings: CatchUpSettings): Promise<ITriggerResponse> {
	const { source, jsonAsText, checkpointName } = settings;
	const report = new Report(trigger.logger, triggerTitle(trigger));
	const store = eventStore(credential);
	const checkpoints = new CheckpointStream(store, checkpointName || triggerName(trigger, source.stream), source.stream);
	const execute = executeBy(trigger);
	let follower: Follower | undefined;
	const listener = new Listener({
		connect: async (signal) => {
			follower = await catchUp({
				eventStore: store,
				lease: () => holdConnection(credential),
				checkpoints,
				done: follower?.place,
				settings,
				execute,
				report,
				signal,
				toItem: (event: ResolvedEvent) => toItem(event, jsonAsText),
			});
			return follower;
		},
		isFinal,
		told: tell(trigger, report, nameOf(source.stream)),
	});
	if (hasEarlier(checkpoints)) listener.startLater();
	else await listener.start(mayWait(trigger));
	report.begin({
		inFlight: () => follower?.executing ?? 0,
		standing: async () => {
			const [last, place] = [await lastPlace(store, source.stream), follower?.place];
			if (typeof last === 'bigint') return { lag: last - (typeof place === 'bigint' ? place : -1n) };
			return { lagBytes: last && last.commit - (typeof place === 'object' ? place.commit : 0n) };
		},
	});
	return {
		closeFunction: async () => {
			report.end();
			await listener.stop();
		},
	};
}


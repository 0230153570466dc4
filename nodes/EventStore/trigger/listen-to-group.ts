import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import type { EventStoreCredential } from '../connection-string.ts';
import { eventStore, holdConnection } from '../transport.ts';
import { consume } from './consume.ts';
import { findStanding } from './group.ts';
import { toItem } from './item.ts';
import { Ledger } from './ledger.ts';
import { Listener } from './listener.ts';
import { executeBy } from './outcome.ts';
import { Report, type Standing } from './report.ts';
import { type GroupSettings, nameOf } from './settings.ts';
import { isFinal, mayWait, tell } from './told.ts';
import { triggerName, triggerTitle } from './trigger-name.ts';

/** Listens as one of a group, in which the event store hands out the events. */
export async function listenToGroup(trigger: ITriggerFunctions, credential: EventStoreCredential, settings: GroupSettings): Promise<ITriggerResponse> {
	const { source, group, jsonAsText, retries } = settings;
	const report = new Report(trigger.logger, triggerTitle(trigger));
	const key = triggerName(trigger, JSON.stringify([credential.connectionString, source.stream, group]));
	const ledger = Ledger.of(key);
	const execute = executeBy(trigger);
	const store = eventStore(credential);
	const find = async () => await findStanding(store, settings);
	const listener = new Listener({
		connect: async (signal) =>
			await consume(store, holdConnection(credential), { ledger, execute, settings, report, signal, toItem: (delivery) => toItem(delivery, jsonAsText) }),
		isFinal,
		told: tell(trigger, report, `${nameOf(source.stream)} in the group "${group}"`),
	});
	await listener.start(mayWait(trigger));
	void find()
		.then((state) => {
			if (state !== undefined && state.maxRetryCount < retries) {
				report.warn(`asks for ${retries} retries, but its group parks after ${state.maxRetryCount} and does not know the error then`);
			}
		})
		.catch(() => undefined);
	report.begin({ inFlight: () => ledger.inFlight.size, standing: async (): Promise<Standing> => (await find()) ?? {} });
	return {
		closeFunction: async () => {
			report.end();
			await listener.stop();
			Ledger.leave(key);
		},
	};
}


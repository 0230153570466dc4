import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { toNodeError } from '../../shared/errors.ts';
import type { EventStoreCredential } from '../connection-string.ts';
import { listenInOrder } from './listen-in-order.ts';
import { listenToGroup } from './listen-to-group.ts';
import { readTriggerFields, toCatchUpSettings, toGroupSettings } from './settings.ts';
import { listenForTest } from './test-event.ts';

/** Listens as long as the workflow is active, or for one event of a test in the editor. */
export async function listen(trigger: ITriggerFunctions): Promise<ITriggerResponse> {
	try {
		const fields = readTriggerFields(trigger);
		const credential = await trigger.getCredentials<EventStoreCredential>('eventStoreApi');
		if (trigger.getMode() === 'manual') return listenForTest(trigger, credential, fields);
		return fields.mode === 'persistent'
			? await listenToGroup(trigger, credential, toGroupSettings(fields))
			: await listenInOrder(trigger, credential, toCatchUpSettings(fields));
	} catch (thrown) {
		throw toNodeError(thrown, trigger.getNode(), 0);
	}
}

import type { IHookFunctions } from 'n8n-workflow';

import { SystemError, toNodeError } from '../../shared/errors.ts';
import type { GatewayCredential } from '../gateway/client.ts';
import { gateway } from '../gateway/gateway.ts';
import { forgetEvents } from './duplicates.ts';
import { triggerName } from './identity.ts';
import { deregister, type Doors, isRegistered, leftBehind, register, type Registration } from './registration.ts';
import { newSecret } from './secret.ts';
import { readTriggerFields, type Settings, toSettings } from './settings.ts';
import { topicArn, withTopics } from './topics.ts';

/** What n8n keeps for the trigger with the workflow; test listening has its own. */
export type TriggerData = {
	registration?: Registration;
	/** Marks of the last events, to know them again. */
	seen?: string[];
};

/** Whether the gateway posts events as the node is set up. */
export async function checkExists(hook: IHookFunctions): Promise<boolean> {
	return await atGateway(hook, async (doors) => {
		const { registration } = triggerData(hook);
		return registration?.name === nameOf(hook) && (await isRegistered(doors, registration, settingsOf(hook)));
	});
}

/** Makes the gateway post events, under a secret that only it and the workflow know. */
export async function create(hook: IHookFunctions): Promise<boolean> {
	return await atGateway(hook, async (doors) => {
		const data = triggerData(hook);
		const settings = settingsOf(hook);
		const name = nameOf(hook);
		const earlier = data.registration;
		if (earlier !== undefined && (earlier.name !== name || earlier.bucket !== settings.bucket)) {
			await deregister(doors, earlier).catch((thrown: unknown) => {
				throw leftBehind(thrown, earlier.name, earlier.bucket);
			});
		}
		delete data.registration;
		data.registration = await register(doors, name, settings, earlier?.secret ?? newSecret());
		return true;
	});
}

/** Removes what {@link create} made; where n8n lost what it knew of it, by the names that it must have. */
export async function remove(hook: IHookFunctions): Promise<boolean> {
	const data = triggerData(hook);
	const name = data.registration?.name ?? nameOf(hook);
	const bucket = data.registration?.bucket ?? readTriggerFields(hook).bucket;
	return await atGateway(
		hook,
		async (doors) => {
			await deregister(doors, data.registration ?? { name, bucket, topicArn: topicArn(name) });
			delete data.registration;
			delete data.seen;
			forgetEvents(name);
			return true;
		},
		(thrown) => leftBehind(thrown, name, bucket),
	);
}

/** @param explain words for whatever fails, a credential that is gone included */
async function atGateway<T>(hook: IHookFunctions, work: (doors: Doors) => Promise<T>, explain = (thrown: unknown) => thrown): Promise<T> {
	try {
		const credential = await hook.getCredentials<GatewayCredential>('cephObjectGatewayApi');
		return await withTopics(credential, (topics) => work({ gateway: gateway(async () => credential), topics }));
	} catch (thrown) {
		throw toNodeError(explain(thrown), hook.getNode(), 0);
	}
}

function triggerData(hook: IHookFunctions): TriggerData {
	return hook.getWorkflowStaticData('node');
}

function settingsOf(hook: IHookFunctions): Settings {
	const fields = readTriggerFields(hook);
	// Who tests in the editor waits for the first event, which a topic that keeps events may bring after half a minute.
	const persistent = fields.persistent && hook.getActivationMode() !== 'manual';
	return toSettings({ ...fields, persistent }, webhookUrlOf(hook));
}

function nameOf(hook: IHookFunctions): string {
	return triggerName({
		instanceId: hook.getInstanceId(),
		workflowId: hook.getWorkflow().id ?? '',
		nodeId: hook.getNode().id,
		webhookUrl: webhookUrlOf(hook),
	});
}

function webhookUrlOf(hook: IHookFunctions): string {
	const url = hook.getNodeWebhookUrl('default');
	if (url === undefined) throw new SystemError({ message: 'n8n gives no webhook URL for this node', description: 'Save the workflow first.' });
	return url;
}

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
import { isWayOpen, wayClosed } from './way-back.ts';

/** What n8n keeps for the trigger with the workflow; test listening has its own. */
export type TriggerData = {
	registration?: Registration;
	/** Marks of the last events, to know them again. */
	seen?: string[];
};

/** Whether the gateway posts events as the node is set up. */
export async function checkExists(hook: IHookFunctions): Promise<boolean> {
	return await atGateway(hook, async (doors, credential) => {
		const { registration } = triggerData(hook);
		return registration?.name === nameOf(hook) && (await isRegistered(doors, registration, settingsOf(hook, credential)));
	});
}

/** Makes the gateway post events, under a secret that only it and the workflow know. */
export async function create(hook: IHookFunctions): Promise<boolean> {
	return await atGateway(hook, async (doors, credential) => {
		const data = triggerData(hook);
		const settings = settingsOf(hook, credential);
		const name = nameOf(hook);
		const earlier = data.registration;
		if (earlier !== undefined && (earlier.name !== name || earlier.bucket !== settings.bucket)) {
			await deregister(doors, earlier).catch((thrown: unknown) => {
				throw leftBehind(thrown, earlier.name, earlier.bucket);
			});
		}
		delete data.registration;
		// The first event that comes for a test in the editor ends the test.
		const isChecked = !isTest(hook) && (readTriggerFields(hook).options.checkWayBack ?? true);
		if (isChecked && (await isWayOpen(credential, doors, settings, hook.logger)) === false) throw wayClosed(settings.endpoint);
		data.registration = await register(doors, name, settings, earlier?.secret ?? newSecret());
		return true;
	});
}

/**
 * Removes what {@link create} made; where n8n lost what it knew of it, by the names that it must have.
 *
 * n8n shows what is thrown as a warning, and deactivates the workflow all the same. After a test, however, it would keep on
 * listening, and could take no further test until it is restarted: there the failure is logged.
 */
export async function remove(hook: IHookFunctions): Promise<boolean> {
	try {
		const data = triggerData(hook);
		const made = data.registration ?? presumed(hook);
		await atGateway(hook, (doors) => deregister(doors, made), (thrown) => leftBehind(thrown, made.name, made.bucket));
		delete data.registration;
		delete data.seen;
		forgetEvents(made.name);
		return true;
	} catch (thrown) {
		const error = toNodeError(thrown, hook.getNode(), 0);
		if (!isTest(hook)) throw error;
		hook.logger.error(error.message);
		return false;
	}
}

/** @param explain words for whatever fails, a credential that is gone included */
async function atGateway<T>(hook: IHookFunctions, work: (doors: Doors, credential: GatewayCredential) => Promise<T>, explain = (thrown: unknown) => thrown): Promise<T> {
	try {
		const credential = await hook.getCredentials<GatewayCredential>('cephObjectGatewayApi');
		return await withTopics(credential, (topics) => work({ gateway: gateway(async () => credential), topics }, credential));
	} catch (thrown) {
		throw toNodeError(explain(thrown), hook.getNode(), 0);
	}
}

/** What the trigger must have made, if anything. */
function presumed(hook: IHookFunctions): Pick<Registration, 'name' | 'bucket' | 'topicArn'> {
	const name = nameOf(hook);
	return { name, bucket: readTriggerFields(hook).bucket, topicArn: topicArn(name) };
}

/** n8n tests a copy of the workflow that is not active, whether or not the workflow itself is. */
function isTest(hook: IHookFunctions): boolean {
	return !hook.getWorkflow().active;
}

function triggerData(hook: IHookFunctions): TriggerData {
	return hook.getWorkflowStaticData('node');
}

function settingsOf(hook: IHookFunctions, { endpoint, webhookBaseUrl }: GatewayCredential): Settings {
	const fields = readTriggerFields(hook);
	// Who tests in the editor waits for the first event, which a topic that keeps events may bring after half a minute.
	const persistent = fields.persistent && !isTest(hook);
	return toSettings({ ...fields, persistent }, { webhookUrl: webhookUrlOf(hook), webhookBaseUrl, gateway: endpoint.trim() });
}

function nameOf(hook: IHookFunctions): string {
	return triggerName({
		instanceId: hook.getInstanceId(),
		workflowId: hook.getWorkflow().id ?? '',
		nodeId: hook.getNode().id,
		isTest: isTest(hook),
	});
}

function webhookUrlOf(hook: IHookFunctions): string {
	const url = hook.getNodeWebhookUrl('default');
	if (url === undefined) throw new SystemError({ message: 'n8n gives no webhook URL for this node', description: 'Save the workflow first.' });
	return url;
}

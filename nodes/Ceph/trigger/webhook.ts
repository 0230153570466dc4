import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { newEvents, rememberEvents } from './duplicates.ts';
import type { GatewayCredential } from '../gateway/client.ts';
import type { TriggerData } from './hooks.ts';
import { recordsOf, toBucketEvent } from './record.ts';
import { isSecret } from './secret.ts';
import { readTriggerFields } from './settings.ts';
import { isSignOfWay, signal } from './way-back.ts';

/** Takes what the gateway posts: one item for each new event, nothing for a caller who does not know the secret. */
export async function receive(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = webhook.getRequestObject();
	const records = recordsOf(request.body) ?? recordsOf(request.rawBody);
	if (records === undefined) return refuse(webhook, 400, 'This is no notification of a bucket');

	const data = webhook.getWorkflowStaticData('node') as TriggerData;
	const { name, bucket, secret } = data.registration ?? {};
	const [first] = records;
	const sign = first && toBucketEvent(first);
	if (sign && sign.bucket !== bucket && isSignOfWay(sign)) return await acknowledge(webhook, { bucket: sign.bucket, secret: first.opaqueData });

	// Each is compared, so that the time says nothing about them.
	const known = records.map(({ opaqueData }) => isSecret(opaqueData, secret));
	if (name === undefined || known.includes(false)) return unknownSecret(webhook);

	const { ignoreDuplicates, options } = readTriggerFields(webhook);
	const events = records.map((record) => toBucketEvent(record, options.rawRecord));
	if (events.includes(undefined)) return refuse(webhook, 400, 'A record names no event, bucket and key');
	// Any user may attach the topic to a bucket of their own, where the cluster asks for no policy.
	const own = events.filter((event) => event !== undefined).filter((event) => event.bucket === bucket);
	if (!ignoreDuplicates) return accept(own);

	const { fresh, marks } = newEvents(name, own, data.seen ?? []);
	if (fresh.length > 0) {
		data.seen = marks;
		const response = webhook.getResponseObject();
		response.once('finish', () => {
			if (response.statusCode < 300) rememberEvents(name, marks);
		});
	}
	return accept(fresh);
}

async function acknowledge(webhook: IWebhookFunctions, sign: Parameters<typeof signal>[1]): Promise<IWebhookResponseData> {
	const isKnown = await signal(await webhook.getCredentials<GatewayCredential>('cephObjectGatewayApi'), sign);
	return isKnown ? { webhookResponse: { message: 'Arrived' } } : unknownSecret(webhook);
}

function accept(events: readonly object[]): IWebhookResponseData {
	if (events.length === 0) return { webhookResponse: { message: 'Nothing new' } };
	return { workflowData: [events.map((event) => ({ json: event as INodeExecutionData['json'] }))] };
}

function unknownSecret(webhook: IWebhookFunctions): IWebhookResponseData {
	return refuse(webhook, 403, 'The secret of the notification is not that of this trigger');
}

/** Answers without an execution. */
function refuse(webhook: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	webhook.getResponseObject().writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
	return { noWebhookResponse: true };
}

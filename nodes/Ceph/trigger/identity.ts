import { createHash } from 'node:crypto';

/** What tells one trigger from every other that may use the same cluster. */
export interface TriggerIdentity {
	/** Of the n8n: copies of a workflow on another one have the same ids. */
	instanceId: string;
	workflowId: string;
	nodeId: string;
	/** As n8n knows it; test and production have different ones. */
	webhookUrl: string;
}

/**
 * Name of the trigger's topic and id of its notification: always the same for a trigger, another one for test listening.
 * Of the URL only the path counts, so that n8n may move to another host.
 *
 * @returns letters, digits and hyphens, which is all that a topic's name may have
 */
export function triggerName({ instanceId, workflowId, nodeId, webhookUrl }: TriggerIdentity): string {
	const whole = JSON.stringify([instanceId, workflowId, nodeId, new URL(webhookUrl).pathname]);
	const hash = createHash('sha256').update(whole).digest('hex').slice(0, 20);
	// The workflow's id is for people who look at the list of topics.
	return `n8n-${workflowId.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 64)}-${hash}`;
}

import { createHash } from 'node:crypto';

/** What tells one trigger from every other that may use the same cluster. */
export interface TriggerIdentity {
	/** Of the n8n: copies of a workflow on another one have the same ids. */
	instanceId: string;
	workflowId: string;
	nodeId: string;
	/** Listens for a test in the editor. */
	isTest: boolean;
}

/**
 * Name of the trigger's topic and id of its notification: always the same for a trigger, another one for test listening.
 *
 * @returns letters, digits and hyphens, which is all that a topic's name may have
 */
export function triggerName({ instanceId, workflowId, nodeId, isTest }: TriggerIdentity): string {
	const whole = JSON.stringify([instanceId, workflowId, nodeId, isTest]);
	const hash = createHash('sha256').update(whole).digest('hex').slice(0, 20);
	// The workflow's id is for people who look at the list of topics.
	return `${isTest ? 'n8n-test' : 'n8n'}-${workflowId.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 64)}-${hash}`;
}

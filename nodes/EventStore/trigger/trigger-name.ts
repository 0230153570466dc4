import { createHash } from 'node:crypto';

import type { ITriggerFunctions } from 'n8n-workflow';

type Context = Pick<ITriggerFunctions, 'getInstanceId' | 'getNode' | 'getWorkflow'>;

/**
 * What tells a trigger from every other that may use the same event store: always the same for one.
 *
 * @param source what it listens to
 */
export function triggerName(context: Context, source: string): string {
	const { id = '' } = context.getWorkflow();
	const whole = JSON.stringify([context.getInstanceId(), id, context.getNode().id, source]);
	// The workflow's id is for people who look at the list of streams.
	return `${id.replaceAll(/[^A-Za-z0-9]+/g, '')}-${createHash('sha256').update(whole).digest('hex').slice(0, 20)}`;
}

/** How the trigger is called in n8n's log. */
export function triggerTitle(context: Context): string {
	const { id, name } = context.getWorkflow();
	return `Event Store Trigger "${context.getNode().name}" of workflow "${name ?? ''}" (${id ?? ''})`;
}

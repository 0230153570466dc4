import { EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE } from 'n8n-workflow';

import { isRecord } from './parameter-value.ts';
import type { Process } from './process.ts';

/** An input as the entrance of a workflow declares it. */
export interface DeclaredInput {
	name: string;
	/** As n8n names it: string, number, boolean, array, object, any. */
	type: string;
}

/**
 * The inputs that a workflow declares by name where it is called.
 *
 * @returns undefined when it takes whole items as they come
 */
export function declaredInputs({ nodes }: Process): DeclaredInput[] | undefined {
	const entrance = nodes.find(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE);
	if (entrance === undefined || entrance.typeVersion < 1.1) return undefined;
	const { inputSource = 'workflowInputs', workflowInputs } = entrance.parameters;
	if (inputSource !== 'workflowInputs') return undefined;
	const { values = [] }: Record<string, unknown> = isRecord(workflowInputs) ? workflowInputs : {};
	const rows = Array.isArray(values) ? values.filter(isRecord) : [];
	return rows.length === 0 ? undefined : rows.map(({ name, type }) => ({ name: typeof name === 'string' ? name : '', type: typeof type === 'string' ? type : 'string' }));
}

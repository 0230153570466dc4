import type { INode, INodeParameters } from 'n8n-workflow';
import { EXECUTE_WORKFLOW_NODE_TYPE, isResourceLocatorValue, NodeHelpers } from 'n8n-workflow';

import type { Library } from './library.ts';
import { isExpression, isRecord } from './parameter-value.ts';
import { wholeParameters } from './whole-parameters.ts';

export const PROCESS = 'n8n-nodes-cim.process';

/** A workflow that a node calls, or names to be called later. */
export interface Call {
	/** Undefined where an expression chooses it. */
	id: string | undefined;
	/** `call`: its items go to the workflow. `step`: the same, and the journal has it. `undo`: undoes what this one did. */
	kind: 'call' | 'step' | 'undo';
	/** Of a step: the workflow by which the node has it undone, where that is said. */
	undo?: string | undefined;
}

/** What a node does, with the defaults that exports leave out; undefined for any node but Process. */
export function processOperation(node: INode, { kinds }: Library): { name: string; parameters: INodeParameters } | undefined {
	if (node.type !== PROCESS) return undefined;
	const description = kinds.get(node.type)?.description;
	const parameters = description === undefined ? node.parameters : wholeParameters(node, description);
	const { resource, operation } = parameters;
	return { name: [resource, operation].filter((part) => typeof part === 'string').join('.'), parameters };
}

/** Workflows that a node calls or names. */
export function callsOf(node: INode, library: Library): Call[] {
	if (node.type === EXECUTE_WORKFLOW_NODE_TYPE) return [{ id: NodeHelpers.getSubworkflowId(node), kind: 'call' }];
	const operation = processOperation(node, library);
	if (operation === undefined) return [];
	const { name, parameters } = operation;
	const { undoStep }: Record<string, unknown> = isRecord(parameters.options) ? parameters.options : {};
	switch (name) {
		case 'step.run':
		case 'step.runForEach':
			return [{ id: chosen(parameters.workflowId), kind: 'step', undo: chosen(undoStep) }, ...undoOf(undoStep)];
		case 'step.runTogether':
			return rowsOf(parameters.steps).flatMap(({ step, undo }): Call[] => [{ id: chosen(step), kind: 'step', undo: chosen(undo) }, ...undoOf(undo)]);
		case 'step.end':
			return undoOf(parameters.undoStep);
		default:
			return [];
	}
}

function undoOf(value: unknown): Call[] {
	const id = chosen(value);
	return id === undefined ? [] : [{ id, kind: 'undo' }];
}

/** The id of a chosen workflow. */
function chosen(value: unknown): string | undefined {
	const id = isResourceLocatorValue(value) ? value.value : value;
	return typeof id === 'string' && id !== '' && !isExpression(id) ? id : undefined;
}

function rowsOf(value: unknown): Record<string, unknown>[] {
	const { values = [] }: Record<string, unknown> = isRecord(value) ? value : {};
	return Array.isArray(values) ? values.filter(isRecord) : [];
}

import { EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE, WEBHOOK_NODE_TYPE } from 'n8n-workflow';

import { definitionOf, kindsOf } from '../check/type-definition.ts';
import type { Credentials } from './credentials.ts';
import type { Drawing } from './drawing.ts';
import { requestRead } from './expressions.ts';
import type { Field } from './field.ts';
import { FIXED } from './node-names.ts';
import type { ProcessType } from './process-type.ts';
import type { Webhook } from './request.ts';

/** The types that n8n has for the inputs of a workflow, by the kind of what is written. */
const N8N_TYPES: Readonly<Record<string, string>> = { String: 'string', Int: 'number', Float: 'number', Bool: 'boolean', List: 'array', Map: 'object' };

/** The way in for callers from outside. @returns the gate, whose denials are to be answered, and the node that has the input */
export function drawWebhook(drawing: Drawing, webhook: Webhook, keyed: boolean, credentials: Credentials): { gate: string; read: string } {
	const { method, path, groups } = webhook;
	const receive = drawing.put('receive', FIXED.receive, [WEBHOOK_NODE_TYPE, 2.1], [0, 100], { httpMethod: method, path, responseMode: 'responseNode', options: {} }, { webhookId: path });
	const parameters = { token: '={{ $json.headers.authorization }}', requiredGroups: [...groups], groupsMatch: 'any', requiredScopes: [], options: {} };
	const gate = drawing.put('gate', FIXED.gate, ['n8n-nodes-cim.authentikGate', 1], [200, 100], parameters, { ...credentials('authentikApplicationApi'), onError: 'continueRegularOutput' });
	const read = drawing.put('read', FIXED.read, ['n8n-nodes-base.set', 3.4], [400, 100], { mode: 'raw', jsonOutput: requestRead(webhook, keyed), options: {} });
	drawing.wire(receive, 0, gate);
	drawing.wire(gate, 1, read);
	return { gate, read };
}

/** The way in for other processes, and for what goes on with an interrupted run. */
export function drawCalled(drawing: Drawing, { fields }: ProcessType, position: [number, number]): string {
	const values = fields.map((field) => ({ name: field.key, type: n8nType(field) }));
	const parameters = values.length > 0 ? { workflowInputs: { values } } : { inputSource: 'passthrough' };
	return drawing.put('called', FIXED.called, [EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE, 1.1], position, parameters);
}

function n8nType({ typed: { type }, within }: Field): string {
	const definition = definitionOf(type, within);
	const isKinded = 'union' in definition && 'kinded' in definition.union.representation;
	const types = new Set(isKinded ? [] : kindsOf(definition).map((kind) => N8N_TYPES[kind] ?? 'any'));
	const [only = 'any', ...others] = types;
	return others.length > 0 ? 'any' : only;
}

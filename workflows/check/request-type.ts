import type { INode } from 'n8n-workflow';

import { typeOf } from '../../nodes/InformationType/schema.ts';
import { isEmpty, isExpression, isRecord } from './parameter-value.ts';
import type { DeclaredType } from './typed-items.ts';
import { laid } from './typed-items.ts';

export const GATE = 'n8n-nodes-cim.authentikGate';

/** The output of the gate by which callers leave who may pass. */
export const ALLOWED = 1;

/** What n8n's Webhook gives for a call, beside the files of it. */
export const REQUEST = declared(
	'Request',
	`type Request struct {
  headers {String:Any}
  params {String:Any}
  query {String:Any}
  body optional Any
  webhookUrl String
  executionMode String
}`,
);

/**
 * Items that have passed the gate: what they had, and who calls.
 *
 * @returns undefined where an expression says into which field that goes
 */
export function identified(before: DeclaredType, { parameters: { options } }: INode): DeclaredType[] | undefined {
	const { identityField }: Record<string, unknown> = isRecord(options) ? options : {};
	const field = isEmpty(identityField) ? 'identity' : identityField;
	if (typeof field !== 'string' || isExpression(field)) return undefined;
	return [laid(declared('Identity', `type Identity struct {\n  identity {String:Any} (rename ${JSON.stringify(field)})\n}`), before)];
}

function declared(name: string, dsl: string): DeclaredType {
	return { name, type: typeOf(dsl, name), shaping: false };
}

import { definitionOf, kindsOf } from '../check/type-definition.ts';
import type { Field } from './field.ts';
import type { ProcessType } from './process-type.ts';
import type { Webhook } from './request.ts';

const VALUES: Readonly<Record<string, unknown>> = { String: '…', Int: 1, Float: 1, Bool: true, List: [], Map: {} };

/** A line for a terminal that calls a process. */
export function exampleOf({ method, path, set }: Webhook, { fields }: ProcessType): string {
	const body = Object.fromEntries(fields.filter(({ key, absent }) => !absent && !Object.hasOwn(set, key)).map((field) => [field.key, valueOf(field)]));
	const flag = method === 'POST' ? '' : `-X ${method} `;
	return `curl ${flag}-H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '${JSON.stringify(body)}' "…/webhook/${path}"`;
}

function valueOf({ typed: { type }, within }: Field): unknown {
	const definition = definitionOf(type, within);
	if ('union' in definition || 'enum' in definition || 'link' in definition) return '…';
	return VALUES[kindsOf(definition)[0] ?? ''] ?? '…';
}

import { RESPOND_TO_WEBHOOK_NODE_TYPE } from 'n8n-workflow';

import { STOP_AND_ERROR_NODE_TYPE } from '../n8n/kinds.ts';
import { isRecord } from '../parameter-value.ts';
import type { Rule } from '../rule.ts';

/** A run that answers that a system failed ends as failed: n8n lists as done what ends with an answer. */
export const failures: Rule = function* ({ process, graph }) {
	for (const { name, type, parameters } of process.nodes) {
		if (type !== RESPOND_TO_WEBHOOK_NODE_TYPE) continue;
		const { responseCode }: Record<string, unknown> = isRecord(parameters.options) ? parameters.options : {};
		if (typeof responseCode !== 'number' || responseCode < 500) continue;
		const isFailed = [...graph.downstream(name)].some((next) => graph.nodes.get(next)?.type === STOP_AND_ERROR_NODE_TYPE);
		if (isFailed) continue;
		const problem = `answers with ${responseCode}, but the run counts as done`;
		yield { node: name, problem, allowed: 'a Stop and Error node behind it, with what the system said' };
	}
};

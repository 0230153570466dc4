import { RESPOND_TO_WEBHOOK_NODE_TYPE } from 'n8n-workflow';

import { IF_NODE_TYPE, STOP_AND_ERROR_NODE_TYPE } from '../check/n8n/kinds.ts';
import type { Drawing } from './drawing.ts';
import { FIXED } from './node-names.ts';

/**
 * Whether a system failed. What the gate turned away says so in `denial`, what belongs to a run in `status`. A process that is called
 * as a step gives what it has made, in which a `status` would be something else; and what went past a gate that does not work is
 * still the webhook's item.
 */
const FAILED = '$json.denial ? $json.denial.status >= 500 : $json.processRun ? $json.status >= 500 : $json.webhookUrl !== undefined';

/** What answers the caller, or hands the result to the process that called. */
export function drawAnswer(drawing: Drawing, isAsked: boolean, [x, y]: [number, number]): string {
	if (!isAsked) return drawing.put('answer', FIXED.handBack, ['n8n-nodes-base.noOp', 1], [x, y], {});
	const answer = drawing.put('answer', FIXED.answer, [RESPOND_TO_WEBHOOK_NODE_TYPE, 1.5], [x, y], {
		respondWith: 'json',
		responseBody: "={{ ($json.denial ?? ($json.status === undefined ? { body: { error: 'The caller could not be checked' } } : $json)).body }}",
		options: {
			responseCode: '={{ ($json.denial ?? $json).status ?? 500 }}',
			responseHeaders: { entries: [{ name: 'WWW-Authenticate', value: "={{ $json.denial?.wwwAuthenticate ?? 'Bearer' }}" }] },
		},
	});
	const failed = drawing.put('failed', FIXED.failed, [IF_NODE_TYPE, 2.2], [x + 200, y], {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [{ id: 'failed', leftValue: `={{ ${FAILED} }}`, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } }],
			combinator: 'and',
		},
		options: {},
	});
	const report = drawing.put('report', FIXED.report, [STOP_AND_ERROR_NODE_TYPE, 1], [x + 400, y], {
		errorMessage: "={{ $json.error ?? $json.reason?.message ?? 'The request failed' }}",
	});
	drawing.wire(answer, 0, failed);
	drawing.wire(failed, 0, report);
	return answer;
}

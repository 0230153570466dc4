import type { INodeExecutionData } from 'n8n-workflow';

import { type Output, output } from '../../shared/operation.ts';
import { OTHER } from '../answer.ts';
import { informationOf, itemOf } from '../run-of-item.ts';
import type { StepFailed } from './failure.ts';

/** What leaves by *Failed*: the item, and what went wrong. */
export function failedItem(item: INodeExecutionData, stream: string, step: string, failure: StepFailed): Output {
	const { passing, unknown } = failure;
	const error = { step, ...failure.failure, mayPass: passing, perhapsDone: unknown };
	return output({ ...itemOf(informationOf(item), stream), error }, { ...(item.binary && { binary: item.binary }), branch: OTHER });
}

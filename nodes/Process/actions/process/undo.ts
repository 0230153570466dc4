import type { INodeExecutionData } from 'n8n-workflow';

import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { collection, field } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import { refused } from '../../answer.ts';
import type { Answer, StepFailure } from '../../journal/entry.ts';
import { journalStream } from '../../journal/run-name.ts';
import type { StepState } from '../../journal/state.ts';
import { heldRun, itemOf } from '../../run-of-item.ts';
import { retryFields } from '../../step/fields.ts';
import { currentCall } from '../../step/scope.ts';
import { takeOver } from '../../take-over.ts';
import { UNDO_SETTINGS, undoRun } from '../../undo-run.ts';

export const undo = defineOperation<EventStoreContext>()({
	name: 'Undo',
	action: 'Undo a process',
	description: 'Undo the steps that are done, last first; what cannot be undone is named',
	fields: {
		which: field({
			displayName: 'Run',
			type: 'options',
			options: [
				{ name: 'By Key', value: 'key', description: 'A run that has ended, also one that has finished' },
				{ name: 'Of the Item', value: 'item', description: 'The run in which a step has failed' },
			],
			default: 'item',
			description: 'Which run is undone',
		}),
		process: field({ displayName: 'Process', type: 'string', required: true, default: '', placeholder: 'publish-document', description: 'Name of the process', show: { which: ['key'] } }),
		key: field({ displayName: 'Key', type: 'string', required: true, default: '', description: 'Key of the run', show: { which: ['key'] } }),
		answerStatus: field({
			displayName: 'Answer: Status',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 599, numberPrecision: 0 },
			default: 0,
			description: 'HTTP status of the answer; 0 for what the step says that turned the request down, 503 when what failed may pass, and 500 when it may not',
			show: { which: ['item'] },
		}),
		options: collection(
			'Add option',
			retryFields({
				tries: 'How often an undo step is tried that fails for a reason that may pass',
				backOff: [1, 'Seconds before an undo step is tried again; twice as long before each further try'],
				timeLimit: [300, 'Seconds that one undo step may take'],
			}),
		),
	},
	async run({ fields, item, execution, eventStore, signal }) {
		const { backOff, timeLimit, tries = UNDO_SETTINGS.tries } = fields.options;
		const settings = {
			tries,
			backOff: backOff === undefined ? UNDO_SETTINGS.backOff : backOff * 1_000,
			timeLimit: timeLimit === undefined ? UNDO_SETTINGS.timeLimit : timeLimit * 1_000,
		};
		const performer = { eventStore, execution, signal };
		if (fields.which === 'key') {
			const journal = await takeOver(performer, journalStream(fields));
			const left = await undoRun(journal, performer, { reason: { message: 'It was asked for' }, answer: { status: 410, body: { error: 'This request was undone' } } }, settings);
			return output({ run: journal.stream, ...outcomes(journal.state.steps, left) });
		}
		const journal = await heldRun(eventStore, item, execution);
		const { reason, step, mayPass } = reasonOf(item);
		const error = step === undefined ? 'The request failed and was undone' : `The request failed at "${step}" and was undone`;
		const failed: Answer = { status: mayPass ? 503 : 500, body: { error } };
		const { status, body } = reason.answer ?? failed;
		const answer: Answer = { status: fields.answerStatus === 0 ? status : fields.answerStatus, body };
		const left = await undoRun(journal, performer, { reason, answer }, settings);
		// Whatever could not be undone is for whoever operates the machine; the caller is told that there is something.
		const told = left.length === 0 ? body : { error: `${error}, but for ${left.length} of its steps` };
		const { secrets } = journal;
		const calling = currentCall();
		calling.passing = mayPass;
		// Whoever undoes the outer process tries again what is left.
		if (left.length > 0) calling.run = journal.stream;
		const { json } = refused(secrets.without({ ...answer, body: told }), journal.stream, undefined);
		return output({ ...json, reason: secrets.without(reason), ...outcomes(journal.state.steps, left), ...itemOf({}, journal.stream) });
	},
});

function outcomes(steps: ReadonlyMap<string, StepState>, left: readonly StepState[]): object {
	const undone = [...steps.values()].filter(({ state }) => state === 'undone').map(({ node }) => node);
	return { undone, notUndone: left.map(({ node, failure }) => ({ step: node, ...failure })) };
}

function reasonOf({ json }: INodeExecutionData): { reason: StepFailure; step: string | undefined; mayPass: boolean } {
	const { error } = json;
	if (typeof error === 'string') return { reason: { message: error }, step: undefined, mayPass: false };
	const { message, description, code, answer, step, mayPass } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
	return {
		reason: {
			message: typeof message === 'string' ? message : 'No reason was given',
			...(typeof description === 'string' && { description }),
			...(typeof code === 'string' && { code }),
			...(isAnswer(answer) && { answer }),
		},
		step: typeof step === 'string' ? step : undefined,
		mayPass: mayPass === true,
	};
}

function isAnswer(value: unknown): value is Answer {
	return typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number' && 'body' in value;
}

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { automaticEventId } from '../../../EventStore/event-id.ts';
import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { collection, field } from '../../../shared/field.ts';
import { jsonObject } from '../../../shared/json-object.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import { finished, OTHER, refused } from '../../answer.ts';
import { begin, type Beginning } from '../../begin.ts';
import type { Information } from '../../journal/entry.ts';
import { processName, type RunName } from '../../journal/run-name.ts';
import { itemOf, noteRun, RUN_FIELD } from '../../run-of-item.ts';
import { LEASE } from '../../step/lease.ts';
import { currentCall } from '../../step/scope.ts';
import { hold, optionalType } from '../../type-fields.ts';

export const start = defineOperation<EventStoreContext>()({
	name: 'Start',
	action: 'Start a process',
	description: 'Begin a run or go on with one that was interrupted; a request that was made before, or does not fit, is answered',
	fields: {
		process: field({
			displayName: 'Process',
			type: 'string',
			default: '',
			placeholder: 'publish-document',
			description: 'Name under which its runs are kept, in small letters, digits and hyphens; made of the name of the workflow unless given',
		}),
		key: field({
			displayName: 'Key',
			type: 'string',
			default: '',
			placeholder: 'invoice-4711',
			description: 'What makes two requests the same: a run with this key that has finished is not done again, its answer is given. Each execution is a request of its own unless given.',
		}),
		input: field({
			displayName: 'Input (JSON)',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: "What the process is asked to do; the item's JSON unless changed. It is kept in the journal, so files belong elsewhere.",
		}),
		...optionalType,
		afterCrash: field({
			displayName: 'After a Crash',
			type: 'options',
			options: [
				{ name: 'Leave to a Person', value: 'leave', description: 'Nothing happens until somebody decides' },
				{ name: 'Resume', value: 'resume', description: 'Go on where it stopped; what is done is not done again' },
				{ name: 'Undo', value: 'undo', description: 'Undo what is done, last first' },
			],
			default: 'resume',
			description: 'What becomes of a run whose execution has ended in the middle',
		}),
		options: collection('Add option', {
			lease: field({
				displayName: 'Lease',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 3600 },
				default: LEASE,
				description: 'Seconds that an execution keeps the run after its last word. One that is silent for longer, because n8n was killed, can be overtaken. A step that runs speaks three times in it.',
			}),
			nullIsMissing: field({
				displayName: 'Null Is Missing',
				type: 'boolean',
				default: true,
				description: 'Whether null in a field that may be left out, and may not be null, counts as left out. Without this option it does where the process is called as a sub-workflow: n8n gives null for each input that the caller does not.',
			}),
			wait: field({
				displayName: 'Wait for Another Execution',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3600 },
				default: 30,
				description: 'Seconds that a request waits while another execution is at the same key, to be answered with its result. Without it the answer is 409 at once.',
			}),
		}),
	},
	async run({ fields, item, index, execution, eventStore, wait, signal }) {
		const { step, resumed } = currentCall();
		// A run that is gone on with was held against its type when it began, and its secrets are not kept.
		const type = resumed === undefined ? fields : { ...fields, source: 'any' as const };
		const { cid, value, problems, secrets } = await hold(asInformation(fields.input), type, fields.options.nullIsMissing ?? step !== undefined);
		if (problems.length > 0) return refused({ status: 422, body: { error: 'The input does not fit its type', problems } }, undefined, OTHER);
		const input = value as Information;
		const run = nameOf(fields, execution, index);
		const beginning: Beginning = { run, input, inputType: cid, secrets, afterCrash: fields.afterCrash, patience: (fields.options.wait ?? 0) * 1_000, lease: (fields.options.lease ?? LEASE) * 1_000 };
		const begun = await begin(beginning, { eventStore, execution, signal, wait });
		switch (begun.outcome) {
			case 'go':
				noteRun(execution, begun.stream);
				return goes(begun.input, begun.stream, item);
			case 'finished':
				return finished(begun.output, begun.answer, begun.stream, OTHER);
			case 'refused':
				return refused(begun.answer, begun.stream, OTHER);
		}
	},
});

function goes(input: Information, stream: string, { binary }: INodeExecutionData) {
	return output(itemOf(input, stream), { ...(binary && { binary }) });
}

function asInformation(given: unknown): Information {
	const { [RUN_FIELD]: _run, ...input } = jsonObject(given, 'Input (JSON)');
	return input;
}

function nameOf({ process, key }: { process: string; key: string }, execution: IExecuteFunctions, index: number): RunName {
	const { step, resumed } = currentCall();
	if (resumed !== undefined) return { process: resumed.process, key: resumed.key };
	const own = processName(execution.getWorkflow().name ?? '');
	const name = process === '' ? own : process;
	if (name === '') throw new InvalidField('Process', 'the workflow has no name to make one of', 'small letters, digits and hyphens');
	if (key !== '') return { process: name, key };
	// A process that is a step is asked the same whenever its step is done again.
	return { process: name, key: step?.call ?? automaticEventId(execution, index) };
}


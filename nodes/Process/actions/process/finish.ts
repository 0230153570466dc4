import { v5 } from 'uuid';

import { appendEvents } from '../../../EventStore/append-events.ts';
import type { EventStore, EventStoreContext } from '../../../EventStore/transport.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';
import { jsonObject } from '../../../shared/json-object.ts';
import type { FieldValues } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { finished } from '../../answer.ts';
import type { Journal } from '../../journal/journal.ts';
import { forgetJournal, keepSecrets } from '../../journal/open-journals.ts';
import { noteClosed } from '../../journal/open-runs.ts';
import { heldRun, informationOf } from '../../run-of-item.ts';
import { StepFailed } from '../../step/failure.ts';
import { failedItem } from '../../step/failed-item.ts';
import { currentCall } from '../../step/scope.ts';
import { hold, optionalType } from '../../type-fields.ts';

/** Namespace of the ids of the events that runs end with (RFC 9562, 5.5). */
const FACT_NAMESPACE = '0f1d6a7e-6f0b-4b71-8d3e-3a1c7b0f5a90';

const eventFields = {
	recordEvent: field({
		displayName: 'Record What Happened',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description: 'Whether to append an event to a stream of its subject, beside the journal of the run',
	}),
	eventStream: field({
		displayName: 'Stream',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'document-4711',
		description: 'The stream of what the event is about',
		show: { recordEvent: [true] },
	}),
	eventType: field({
		displayName: 'Event Type',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'DocumentPublished',
		description: 'What happened, in the past tense',
		show: { recordEvent: [true] },
	}),
	eventData: field({
		displayName: 'Data (JSON)',
		type: 'json',
		required: true,
		default: '={{ $json }}',
		description: 'The facts',
		show: { recordEvent: [true] },
	}),
	eventMetadata: field({
		displayName: 'Metadata (JSON)',
		type: 'json',
		default: '',
		placeholder: '{ "actor": "4711" }',
		description: 'What is known about the event, beside the run, its process, its execution and the type, which are there anyway',
		show: { recordEvent: [true] },
	}),
} as const;

/** What the metadata of the event say of the run. */
const OWN_METADATA = ['$correlationId', 'process', 'executionId', 'type'];

export const finish = defineOperation<EventStoreContext>()({
	name: 'Finish',
	action: 'Finish a process',
	description: 'Note in the journal that the run has finished and with what, and answer the caller',
	fields: {
		output: field({
			displayName: 'Output (JSON)',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: "What the process gives; the item's JSON unless changed",
		}),
		...optionalType,
		...eventFields,
		answerStatus: field({
			displayName: 'Answer: Status',
			type: 'number',
			typeOptions: { minValue: 200, maxValue: 299, numberPrecision: 0 },
			default: 200,
			description: 'HTTP status of the answer',
		}),
		answerBody: field({
			displayName: 'Answer: Body (JSON)',
			type: 'json',
			default: '',
			description: 'What the caller gets; the output unless given',
		}),
	},
	async run({ fields, item, execution, eventStore }) {
		const journal = await heldRun(eventStore, item, execution);
		const { stream } = journal;
		const information = informationOf({ json: jsonObject(fields.output, 'Output (JSON)') });
		const { cid, problems, secrets } = await hold(information, fields);
		keepSecrets(journal, secrets.map(({ value }) => value));
		if (problems.length > 0) {
			const which = problems.slice(0, 5).map(({ path, problem }) => `${path || 'the whole'}: ${problem}`).join('; ');
			return failedItem(item, stream, execution.getNode().name, new StepFailed({ message: `The output does not fit its type: ${which}`, code: 'output-misfit' }));
		}
		if (fields.recordEvent) await record(eventStore, journal, fields, cid);
		const answer = journal.secrets.without({ status: fields.answerStatus, body: fields.answerBody ?? information });
		const told = journal.secrets.without(information);
		await journal.append(eventStore, 'ProcessFinished', { output: information, ...(cid !== undefined && { outputType: cid }), answer });
		await noteClosed(eventStore, stream, String(journal.state.revision));
		forgetJournal(stream, journal.executionId);
		if (journal.secrets.isEmpty) return finished(information, answer, stream);
		// Only the steps after it, where it is a step itself, get its secrets.
		const call = currentCall();
		call.secrets = secrets.map(({ value }) => value);
		return finished(call.step === undefined ? told : information, answer, stream);
	},
});

/**
 * The event goes before the entry that the run has finished: a crash between the two is mended by finishing again, and the server knows
 * the event by its id.
 */
async function record(
	eventStore: EventStore,
	{ stream, state, executionId, secrets }: Journal,
	{ eventStream, eventType, eventData, eventMetadata }: FieldValues<typeof eventFields>,
	type: string | undefined,
): Promise<void> {
	const data = typeof eventData === 'object' && eventData !== null && !Array.isArray(eventData) ? informationOf({ json: eventData as { [name: string]: never } }) : eventData;
	const metadata = { ...metadataOf(eventMetadata), $correlationId: stream, process: state.process, executionId, ...(type !== undefined && { type }) };
	const event = {
		// A run that begins anew after an undo is another one.
		id: v5(JSON.stringify([stream, String(state.begunAt)]), FACT_NAMESPACE),
		type: eventType,
		isJson: true,
		data: Buffer.from(JSON.stringify(secrets.without(data))),
		metadata: Buffer.from(JSON.stringify(secrets.without(metadata))),
	};
	await appendEvents(eventStore, { stream: eventStream, events: [event], expected: 'any', promised: false });
}

function metadataOf(given: unknown): object {
	if (given === undefined) return {};
	const metadata = jsonObject(given, 'Metadata (JSON)');
	const taken = OWN_METADATA.find((name) => name in metadata);
	if (taken !== undefined) throw new InvalidField('Metadata (JSON)', `has a field "${taken}"`, `any other names than ${OWN_METADATA.join(', ')}, which the run gives`);
	return metadata;
}

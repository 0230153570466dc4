import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';
import type { FieldValues } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import { OTHER, THIRD } from '../../answer.ts';
import { waitName } from '../../journal/wait-name.ts';
import { placeOf } from '../../place.ts';
import { heldRun, informationOf, itemOf } from '../../run-of-item.ts';
import { currentCall } from '../../step/scope.ts';
import { UNDO_SETTINGS, undoRun } from '../../undo-run.ts';
import { waitAt } from '../../wait-at.ts';

/** Milliseconds. */
const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

const UNIT_OPTIONS = [
	{ name: 'Days', value: 'days' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Minutes', value: 'minutes' },
] as const;

const SINCE = 'Counted from the first time that the run waits here';

/** The farthest that a moment may lie from another one in JavaScript (ECMA-262, 21.4.1.1), and still have a date that everybody reads. */
const LATEST = Date.UTC(9999, 11, 31);

const waitFields = {
	waitFor: field({
		displayName: 'Wait For',
		type: 'options',
		options: [
			{ name: 'An Answer', value: 'answer', description: 'Somebody gives it with Run: Answer, be it a person, another workflow or an event' },
			{ name: 'A Moment', value: 'moment' },
			{ name: 'A Time Interval', value: 'interval' },
		],
		default: 'answer',
	}),
	name: field({
		displayName: 'Name of the Answer',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'approval',
		description: 'By which it is given. It is added to the item under this name.',
		show: { waitFor: ['answer'] },
	}),
	limit: field({
		displayName: 'Limit Wait Time',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description: 'Whether to go on without an answer after a time',
		show: { waitFor: ['answer'] },
	}),
	amount: field({
		displayName: 'Wait Amount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: SINCE,
		show: { waitFor: ['interval'] },
	}),
	unit: field({
		displayName: 'Wait Unit',
		type: 'options',
		options: UNIT_OPTIONS,
		default: 'hours',
		show: { waitFor: ['interval'] },
	}),
	limitAmount: field({
		displayName: 'Limit Amount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		description: SINCE,
		show: { waitFor: ['answer'], limit: [true] },
	}),
	limitUnit: field({
		displayName: 'Limit Unit',
		type: 'options',
		options: UNIT_OPTIONS,
		default: 'days',
		show: { waitFor: ['answer'], limit: [true] },
	}),
	moment: field({ displayName: 'Moment', type: 'dateTime', required: true, default: '', description: 'When it goes on; one without a zone is of the zone of the workflow', show: { waitFor: ['moment'] } }),
} as const;

export const wait = defineOperation<EventStoreContext>()({
	name: 'Wait',
	action: 'Wait in a process',
	description: 'Let the run wait for an answer or a time, for days if need be: no execution waits meanwhile, and n8n may be stopped',
	fields: {
		...waitFields,
		answerStatus: field({
			displayName: 'Answer: Status',
			type: 'number',
			typeOptions: { minValue: 200, maxValue: 299, numberPrecision: 0 },
			default: 202,
			description: 'HTTP status of what the caller is told meanwhile',
		}),
		answerBody: field({
			displayName: 'Answer: Body (JSON)',
			type: 'json',
			default: '',
			description: 'What the caller is told meanwhile, also when the same request is made again; what is waited for unless given',
		}),
	},
	async run({ fields, item, index, execution, eventStore, signal }) {
		const journal = await heldRun(eventStore, item, execution);
		const { stream } = journal;
		const what = fields.waitFor === 'answer' ? waitName(fields.name) : undefined;
		const until = untilOf(fields);
		if (currentCall().step !== undefined) {
			const error = new InvalidField('Wait For', 'a process that waits cannot be a step of another one', 'a wait of the outer process, between its steps');
			await undoRun(journal, { eventStore, execution, signal }, { reason: { message: error.message }, answer: { status: 500, body: { error: error.message } } }, UNDO_SETTINGS);
			throw error;
		}
		const answer = journal.secrets.without({ status: fields.answerStatus, body: fields.answerBody ?? { waitsFor: what ?? 'time', ...(until && { until: until.toISOString() }) } });
		const waited = await waitAt(journal, eventStore, { place: placeOf(execution, index), node: execution.getNode().name, what, until, answer });
		const more = { ...(item.binary && { binary: item.binary }) };
		if (waited.outcome === 'waits') return output({ ...answer, ...itemOf({}, stream) }, { branch: OTHER });
		if (waited.outcome === 'late') return output(itemOf(informationOf(item), stream), { ...more, branch: THIRD });
		return output(itemOf({ ...informationOf(item), ...(what !== undefined && { [what]: waited.given ?? {} }) }, stream), more);
	},
});

function untilOf({ waitFor, moment, limit, amount, unit, limitAmount, limitUnit }: FieldValues<typeof waitFields>): Date | undefined {
	switch (waitFor) {
		case 'moment':
			return new Date(moment);
		case 'interval':
			return after('Wait Amount', amount, unit);
		case 'answer':
			return limit ? after('Limit Amount', limitAmount, limitUnit) : undefined;
	}
}

function after(name: string, amount: number, unit: keyof typeof UNITS): Date {
	const time = Date.now() + amount * UNITS[unit];
	if (time > LATEST) throw new InvalidField(name, `${amount} ${unit} is beyond the year 9999`, 'fewer');
	return new Date(time);
}

import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';
import { jsonObject } from '../../../shared/json-object.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { currentCall } from '../../step/scope.ts';

export const refuse = defineOperation<EventStoreContext>()({
	name: 'Refuse',
	action: 'Refuse a request in a step',
	description: 'Turn down what cannot be done as it is asked for: it is not tried again, what was done before is undone, and the caller is told why',
	fields: {
		reason: field({
			displayName: 'Reason',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'There is no machine "db-1" of this tenant',
			description: 'What the caller of the process is told, so it says nothing of the inside',
		}),
		status: field({
			displayName: 'Status',
			type: 'number',
			typeOptions: { minValue: 400, maxValue: 499, numberPrecision: 0 },
			default: 422,
			description: 'HTTP status of the answer',
		}),
		details: field({
			displayName: 'Details (JSON)',
			type: 'json',
			default: '',
			placeholder: '{ "fields": [{ "path": "machine", "problem": "nobody knows it" }] }',
			description: 'What the answer says beside the reason, which is its <code>error</code>',
		}),
	},
	run({ fields: { reason, status, details } }) {
		currentCall().refusal = { status, body: { error: reason, ...detailsOf(details) } };
		throw new SystemError({ message: reason, code: String(status) });
	},
});

function detailsOf(given: unknown): object {
	if (given === undefined) return {};
	const details = jsonObject(given, 'Details (JSON)', '{ "fields": [] }');
	if ('error' in details) throw new InvalidField('Details (JSON)', 'has a field "error"', 'any other names; "error" is the reason');
	return details;
}

import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { SystemError } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';
import { jsonObject } from '../../../shared/json-object.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import { referenceOf } from '../../step/fields.ts';
import { currentCall } from '../../step/scope.ts';
import { informationOf } from '../../run-of-item.ts';
import { hold, optionalType } from '../../type-fields.ts';

export const end = defineOperation<EventStoreContext>()({
	name: 'End Step',
	action: 'End a step',
	description: 'Give what the step has made, and name the step that undoes it',
	fields: {
		output: field({ displayName: 'Output (JSON)', type: 'json', required: true, default: '={{ $json }}', description: "What the step gives; the item's JSON unless changed" }),
		...optionalType,
		undoStep: field({
			displayName: 'Undo Step',
			type: 'workflowSelector',
			default: '',
			description: 'The workflow that undoes this step. It gets the input and the output of the step, must be repeatable, and finds nothing to do where there is nothing left. None for a step that only looks.',
		}),
	},
	async run({ fields, item }) {
		const information = informationOf({ json: jsonObject(fields.output, 'Output (JSON)') });
		const { problems, secrets } = await hold(information, fields);
		if (problems.length > 0) {
			const which = problems.slice(0, 5).map(({ path, problem }) => `${path || 'the whole'}: ${problem}`).join('; ');
			throw new SystemError({ message: `The output of the step does not fit its type: ${which}`, code: '422' });
		}
		if (fields.undoStep.id !== '') currentCall().undo = referenceOf(fields.undoStep);
		currentCall().secrets = secrets.map(({ value }) => value);
		return output(information, { ...(item.binary && { binary: item.binary }) });
	},
});

import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import type { Information } from '../../journal/entry.ts';
import { placeOf } from '../../place.ts';
import { heldRun, informationOf, itemOf } from '../../run-of-item.ts';
import { failedItem } from '../../step/failed-item.ts';
import { referenceOf, stepOptions, stepSettings, workflowId } from '../../step/fields.ts';
import { performAll } from '../../step/perform-all.ts';

export const runForEach = defineOperation<EventStoreContext>()({
	name: 'Run Step for Each',
	action: 'Run a step of a process for each element of a list',
	description: 'Do a step once for every element of a list, several at a time; when one fails those under way are awaited, and nothing more is begun',
	fields: {
		workflowId,
		list: field({
			displayName: 'List',
			type: 'json',
			required: true,
			default: '',
			placeholder: '={{ $json.documents }}',
			description: 'The elements; each is an object whose fields the step gets, together with those of the item',
		}),
		outputField: field({
			displayName: 'Put Outputs in Field',
			type: 'string',
			required: true,
			default: 'results',
			description: 'Name of the field that gets what the step gave for each element, in the order of the list',
		}),
		concurrency: field({
			displayName: 'At a Time',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
			default: 5,
			description: 'How many elements are worked on at once',
		}),
		options: stepOptions,
	},
	async run({ fields, item, index, execution, eventStore, signal }) {
		const journal = await heldRun(eventStore, item, execution);
		const { name: node } = execution.getNode();
		const step = referenceOf(fields.workflowId);
		const settings = stepSettings(fields.options);
		const own = informationOf(item);
		const works = elementsOf(fields.list).map((element, number) => ({
			...settings,
			place: placeOf(execution, index, number),
			node: `${node} (${number + 1})`,
			step,
			input: { ...own, ...element },
			binary: item.binary,
		}));
		const { done, failed } = await performAll(journal, { eventStore, execution, signal }, works, fields.concurrency);
		if (failed !== undefined) return failedItem(item, journal.stream, failed.work.node, failed.failure);
		const information = { ...own, [fields.outputField]: done.map((each) => each.output) };
		return output(itemOf(information, journal.stream), { ...(item.binary && { binary: item.binary }) });
	},
});

function elementsOf(list: unknown): Information[] {
	if (!Array.isArray(list)) throw new InvalidField('List', 'is no list', '[{ "name": "a" }, { "name": "b" }]');
	return list.map((element: unknown, number) => {
		if (typeof element !== 'object' || element === null || Array.isArray(element)) throw new InvalidField('List', `element ${number} is no object`, '[{ "name": "a" }, { "name": "b" }]');
		return element as Information;
	});
}

import type { IDataObject, INodeExecutionData, ResourceMapperValue } from 'n8n-workflow';

import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { field } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import type { Information } from '../../journal/entry.ts';
import { placeOf } from '../../place.ts';
import { heldRun, informationOf, itemOf } from '../../run-of-item.ts';
import { StepFailed } from '../../step/failure.ts';
import { failedItem } from '../../step/failed-item.ts';
import { referenceOf, stepOptions, stepSettings, workflowId } from '../../step/fields.ts';
import { perform } from '../../step/perform.ts';

export const run = defineOperation<EventStoreContext>()({
	name: 'Run Step',
	action: 'Run a step of a process',
	description: 'Do a step, once: what stands done in the journal is recalled and not done again',
	fields: {
		workflowId,
		workflowInputs: field({
			displayName: 'Input of the Step',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'autoMapInputData', value: null },
			typeOptions: {
				loadOptionsDependsOn: ['workflowId.value'],
				resourceMapper: {
					localResourceMapperMethod: 'loadStepInputs',
					valuesLabel: 'Inputs',
					mode: 'map',
					fieldWords: { singular: 'input', plural: 'inputs' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
				},
			},
		}),
		options: stepOptions,
	},
	async run({ fields, item, index, execution, eventStore, signal }) {
		const journal = await heldRun(eventStore, item, execution);
		const step = referenceOf(fields.workflowId);
		const { name: node } = execution.getNode();
		try {
			const done = await perform(
				journal,
				{ eventStore, execution, signal },
				{ place: placeOf(execution, index), node, step, input: inputOf(fields.workflowInputs, item), binary: item.binary, ...stepSettings(fields.options) },
			);
			if (done.inputDiffers) execution.addExecutionHints({ message: `"${node}" was done before with another input: what it gave then is given`, location: 'outputPane' });
			const binary = { ...item.binary, ...done.binary };
			return output(itemOf({ ...informationOf(item), ...done.output }, journal.stream), { ...(Object.keys(binary).length > 0 && { binary }) });
		} catch (thrown) {
			if (!(thrown instanceof StepFailed)) throw thrown;
			return failedItem(item, journal.stream, node, thrown);
		}
	},
});

/** What the form says; by default the step finds its inputs under their names in the item. */
function inputOf({ mappingMode, value, schema }: ResourceMapperValue, item: INodeExecutionData): Information {
	if (mappingMode === 'autoMapInputData') return informationOf(item);
	const removed = new Set(schema.filter(({ removed: gone }) => gone).map(({ id }) => id));
	return Object.fromEntries(Object.entries((value ?? {}) as IDataObject).filter(([name]) => !removed.has(name)));
}

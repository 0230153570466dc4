import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { field, rows } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import type { Information } from '../../journal/entry.ts';
import { placeOf } from '../../place.ts';
import { heldRun, informationOf, itemOf } from '../../run-of-item.ts';
import { failedItem } from '../../step/failed-item.ts';
import { referenceOf, stepSettings, stepsOptions } from '../../step/fields.ts';
import { performAll } from '../../step/perform-all.ts';

export const runTogether = defineOperation<EventStoreContext>()({
	name: 'Run Steps Together',
	action: 'Run steps of a process side by side',
	description: 'Do several steps at once; when one fails the others are awaited, and count as done for the undo',
	fields: {
		steps: rows('Steps', 'Step', {
			step: field({ displayName: 'Step', type: 'workflowSelector', required: true, default: '', description: 'The workflow that does the work' }),
			input: field({
				displayName: 'Input (JSON)',
				type: 'json',
				default: '={{ $json }}',
				description: "What the step gets: it finds its inputs under their names in the item's JSON unless changed",
			}),
			undo: field({ displayName: 'Undo Step', type: 'workflowSelector', default: '', description: 'The workflow that undoes the step; the one that the step names itself unless given' }),
		}),
		options: stepsOptions,
	},
	async run({ fields, item, index, execution, eventStore, signal }) {
		const journal = await heldRun(eventStore, item, execution);
		const { name: node } = execution.getNode();
		const settings = stepSettings(fields.options);
		const works = fields.steps.map(({ step, input, undo }, row) => ({
			...settings,
			place: placeOf(execution, index, row),
			node: `${node}: ${step.name}`,
			step: referenceOf(step),
			input: informationOf({ json: input as { [name: string]: never } }),
			binary: item.binary,
			undo: undo.id === '' ? undefined : referenceOf(undo),
		}));
		const { done, failed } = await performAll(journal, { eventStore, execution, signal }, works, works.length);
		if (failed !== undefined) return failedItem(item, journal.stream, failed.work.node, failed.failure);
		const together = Object.assign({}, ...done.map((each) => each.output)) as Information;
		const binary = Object.assign({}, item.binary, ...done.map((each) => each.binary)) as typeof item.binary;
		return output(itemOf({ ...informationOf(item), ...together }, journal.stream), { ...(Object.keys(binary ?? {}).length > 0 && { binary }) });
	},
});

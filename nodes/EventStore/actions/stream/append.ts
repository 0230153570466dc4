import { collection } from '../../../shared/field.ts';
import { defineBulkOperation } from '../../../shared/operation.ts';
import { appendInOrder } from '../../append-in-order.ts';
import { conflictItem, conflictOutput } from '../../append-options.ts';
import { DEFAULT_MOST, maxAppendSize } from '../../append-size.ts';
import { eventFields, newEvent } from '../../new-event.ts';
import { expectedRevision, expectedRevisionFields } from '../../revision.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofNewEvents, stream } from './fields.ts';

export const append = defineBulkOperation<EventStoreContext>()({
	name: 'Append',
	action: 'Append an event to a stream',
	description: 'Append one event for each item, in the order of the items',
	fields: { stream, ...eventFields, ...expectedRevisionFields, options: collection('Add option', { conflictOutput, maxAppendSize }) },
	independent: true,
	async runAll({ inputs, execution, eventStore, signal }) {
		const goesOn = execution.continueOnFail();
		return await appendInOrder(eventStore, {
			count: inputs.length,
			async append(at) {
				const input = inputs[at]!;
				const { fields } = input;
				const most = fields.options.maxAppendSize ?? DEFAULT_MOST;
				return {
					stream: ofNewEvents(fields.stream),
					events: [await newEvent(input, execution, most)],
					expected: expectedRevision(fields),
					promised: fields.eventIdFrom !== 'automatic',
					most,
				};
			},
			instead: (thrown, at) => {
				const { fields } = inputs[at]!;
				return fields.options.conflictOutput === true ? conflictItem(thrown, fields.stream) : undefined;
			},
			goesOn,
			signal,
		});
	},
});

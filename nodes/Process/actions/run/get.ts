import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { Journal } from '../../journal/journal.ts';
import { journalStream } from '../../journal/run-name.ts';
import { noRun } from '../../no-run.ts';
import { runItem } from '../../run-item.ts';
import { keyField, processField } from './fields.ts';

export const get = defineOperation<EventStoreContext>()({
	name: 'Get',
	action: 'Get a run of a process',
	description: 'What a run has done and what became of it, step by step',
	fields: { process: processField, key: keyField },
	async run({ fields, execution, eventStore }) {
		const journal = await Journal.read(eventStore, journalStream(fields), execution.getExecutionId());
		if (journal.isEmpty) throw noRun(journal.stream);
		return runItem(journal.stream, journal.state);
	},
});

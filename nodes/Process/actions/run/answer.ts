import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { SystemError } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';
import { jsonObject } from '../../../shared/json-object.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { callAgain } from '../../call-again.ts';
import type { Information } from '../../journal/entry.ts';
import { Journal } from '../../journal/journal.ts';
import { Overtaken } from '../../journal/overtaken.ts';
import { journalStream, type RunName } from '../../journal/run-name.ts';
import { isDue, isEnded } from '../../journal/state.ts';
import { waitName } from '../../journal/wait-name.ts';
import { noRun } from '../../no-run.ts';
import { runItem } from '../../run-item.ts';
import type { Performer } from '../../step/perform.ts';
import { keyField, processField } from './fields.ts';

export const answer = defineOperation<EventStoreContext>()({
	name: 'Answer',
	action: 'Answer a run of a process that waits',
	description: 'Give what a run waits for, and let it go on. An answer that comes before the run waits for it is kept; of two the first counts.',
	fields: {
		process: processField,
		key: keyField,
		name: field({ displayName: 'Name of the Answer', type: 'string', required: true, default: '', placeholder: 'approval', description: 'As Step: Wait has it' }),
		answer: field({ displayName: 'Answer (JSON)', type: 'json', required: true, default: '={{ $json }}', description: "What the run gets; the item's JSON unless changed" }),
	},
	async run({ fields, execution, eventStore, signal }) {
		const { process, key } = fields;
		const given = jsonObject(fields.answer, 'Answer (JSON)');
		const what = waitName(fields.name);
		const performer = { eventStore, execution, signal };
		const { journal, recorded } = await give({ process, key }, what, given, performer);
		const { stream } = journal;
		// One that was given before may have found nobody who went on with the run.
		const problem = isDue(journal.state) ? await callAgain(journal.state, false, execution) : undefined;
		const { state } = await Journal.read(eventStore, stream, execution.getExecutionId());
		return { ...runItem(stream, state), recorded, given: state.answers.get(what), ...(problem !== undefined && { problem }) };
	},
});

/**
 * Writes an answer into the journal of a run, whoever has it, unless there is one.
 *
 * @returns `recorded`: whether it is this answer that counts
 */
async function give(run: RunName, what: string, given: Information, { eventStore, execution }: Performer): Promise<{ journal: Journal; recorded: boolean }> {
	const stream = journalStream(run);
	for (;;) {
		const journal = await Journal.read(eventStore, stream, execution.getExecutionId());
		if (journal.isEmpty) throw noRun(journal.stream);
		const { state } = journal;
		if (state.answers.has(what)) return { journal, recorded: false };
		if (isEnded(state) || state.status === 'undoing') {
			throw new SystemError({ message: `The run "${run.key}" of ${run.process} waits for nothing any more: it is ${state.status}`, description: 'An answer is taken as long as the run has not ended.', code: 'run-ended' });
		}
		try {
			await journal.append(eventStore, 'AnswerGiven', { what, answer: given });
			return { journal, recorded: true };
		} catch (thrown) {
			// Whoever has the run has written meanwhile: the answer goes behind that.
			if (!(thrown instanceof Overtaken)) throw thrown;
		}
	}
}

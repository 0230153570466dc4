import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { callAgain } from '../../call-again.ts';
import { Journal } from '../../journal/journal.ts';
import { Overtaken } from '../../journal/overtaken.ts';
import { journalStream } from '../../journal/run-name.ts';
import { isDue, isEnded, isHeld } from '../../journal/state.ts';
import { noRun } from '../../no-run.ts';
import { keyField, processField } from './fields.ts';
import { runItem } from '../../run-item.ts';
import type { Performer } from '../../step/perform.ts';
import { INTERRUPTED, UNDO_SETTINGS, undoRun } from '../../undo-run.ts';

export const recover = defineOperation<EventStoreContext>()({
	name: 'Recover',
	action: 'Recover a run of a process',
	description: 'Go on with a run whose execution has ended in the middle, as the run says or as you decide, or whose wait is over; one that is under way or waits is left alone',
	fields: {
		process: processField,
		key: keyField,
		how: field({
			displayName: 'How',
			type: 'options',
			options: [
				{ name: 'As It Says', value: 'asItSays', description: 'What Start was told to do after a crash' },
				{ name: 'Resume', value: 'resume', description: 'Go on where it stopped' },
				{ name: 'Undo', value: 'undo', description: 'Undo what is done' },
			],
			default: 'asItSays',
		}),
	},
	async run({ fields, execution, eventStore, signal }) {
		const stream = journalStream(fields);
		const performer = { eventStore, execution, signal };
		const before = await Journal.read(eventStore, stream, execution.getExecutionId());
		if (before.isEmpty) throw noRun(before.stream);
		const { state } = before;
		const waits = state.status === 'waiting' && !isDue(state);
		if (isEnded(state) || isHeld(state) || (waits && fields.how !== 'undo')) return told(before, false);
		let problem: string | undefined;
		let recovered = true;
		try {
			problem = await goOn(before, fields.how, performer);
		} catch (thrown) {
			// Somebody else was faster, and goes on with it.
			if (!(thrown instanceof Overtaken)) throw thrown;
			recovered = false;
		}
		const after = await Journal.read(eventStore, stream, execution.getExecutionId());
		return { ...told(after, recovered), ...(problem !== undefined && { problem }) };
	},
});

function told({ stream, state }: Journal, recovered: boolean): object {
	return { ...runItem(stream, state), recovered };
}

/**
 * @returns what went wrong, if anything did; the journal says what became of the run
 * @throws Overtaken when somebody has written since the journal was read: what was decided on is no longer so
 */
async function goOn(journal: Journal, how: 'asItSays' | 'resume' | 'undo', performer: Performer): Promise<string | undefined> {
	const { eventStore, execution } = performer;
	const { state } = journal;
	const take = async () => await journal.append(eventStore, 'RunTakenOver', { executionId: execution.getExecutionId(), from: state.holder, lease: state.lease });
	if (how === 'asItSays' && state.status === 'left') return undefined;
	// A run that waited was not interrupted.
	const crashed = how === 'asItSays' && state.status === 'running';
	const undoes = how === 'undo' || state.status === 'undoing' || (crashed && state.afterCrash === 'undo');
	if (undoes) {
		await take();
		await undoRun(journal, performer, { ...INTERRUPTED, ...(state.answer && { answer: state.answer }) }, UNDO_SETTINGS);
		return undefined;
	}
	if (crashed && state.afterCrash === 'leave') {
		await take();
		await journal.append(eventStore, 'RunLeft', { reason: INTERRUPTED.reason.message });
		return undefined;
	}
	// Whoever takes it over next may do so at once.
	if (state.status === 'left') await journal.append(eventStore, 'RunTakenOver', { executionId: execution.getExecutionId(), from: state.holder, lease: 0 });
	return await callAgain(state, how === 'resume', execution);
}

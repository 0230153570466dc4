import { Journal } from './journal/journal.ts';
import { noteOpened } from './journal/open-runs.ts';
import { Overtaken } from './journal/overtaken.ts';
import { isEnded, isHeld } from './journal/state.ts';
import { noRun } from './no-run.ts';
import type { Performer } from './step/perform.ts';

/**
 * Makes this execution the one that writes a run's journal, also of a run that has ended.
 *
 * @throws Overtaken while another execution is at it
 */
export async function takeOver({ eventStore, execution }: Pick<Performer, 'eventStore' | 'execution'>, stream: string): Promise<Journal> {
	const executionId = execution.getExecutionId();
	const journal = await Journal.read(eventStore, stream, executionId);
	if (journal.isEmpty) throw noRun(stream);
	const { state } = journal;
	if (isHeld(state) && !journal.isMine) throw new Overtaken(stream, state.holder, executionId);
	if (isEnded(state)) await noteOpened(eventStore, journal);
	if (!journal.isMine) await journal.append(eventStore, 'RunTakenOver', { executionId, from: state.holder, lease: state.lease });
	return journal;
}

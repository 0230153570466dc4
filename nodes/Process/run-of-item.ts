import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { EventStore } from '../EventStore/transport.ts';
import { InvalidField, SystemError } from '../shared/errors.ts';
import type { Information } from './journal/entry.ts';
import type { Journal } from './journal/journal.ts';
import { journalOf } from './journal/open-journals.ts';
import { Overtaken } from './journal/overtaken.ts';
import { isEnded, isHeld } from './journal/state.ts';
import { noRun } from './no-run.ts';

/** The field of an item that says which run it belongs to: the stream of the run's journal. */
export const RUN_FIELD = 'processRun';

/** The same in the data of an execution, where there is only one run in it; n8n allows no other signs. */
const EXECUTION_KEY = 'process_run';

/** More runs than one in an execution: only the items can tell. */
const SEVERAL = 'several';

/** Notes the run in the execution itself, so that nodes between the steps may make new items. */
export function noteRun({ customData }: IExecuteFunctions, stream: string): void {
	const noted = customData.get(EXECUTION_KEY);
	customData.set(EXECUTION_KEY, noted === undefined || noted === '' || noted === stream ? stream : SEVERAL);
}

/**
 * The stream of the run that an item belongs to.
 *
 * @throws InvalidField when neither the item nor the execution says it
 */
export function runOf({ json }: INodeExecutionData, { customData }: IExecuteFunctions): string {
	const named = json[RUN_FIELD];
	if (typeof named === 'string' && named !== '') return named;
	const noted = customData.get(EXECUTION_KEY);
	if (noted !== undefined && noted !== '' && noted !== SEVERAL) return noted;
	throw new InvalidField(
		'Input',
		noted === SEVERAL ? `the item has no field "${RUN_FIELD}", and there are several runs in this execution` : 'the item belongs to no run of a process',
		`items that come from Process: Start, with their field "${RUN_FIELD}"`,
	);
}

/** What an item says, without what belongs to the run. */
export function informationOf({ json }: INodeExecutionData): Information {
	const { [RUN_FIELD]: _run, error: _error, ...information } = json;
	return information;
}

/** An item of a run. */
export function itemOf(information: Information, stream: string): IDataObject {
	return { ...information, [RUN_FIELD]: stream };
}

/**
 * The journal of an item's run, which this execution may write. An execution that n8n runs again ("Retry") goes on with the run of the
 * one before.
 *
 * @throws Overtaken when another execution has the run
 */
export async function heldRun(eventStore: EventStore, item: INodeExecutionData, execution: IExecuteFunctions): Promise<Journal> {
	const stream = runOf(item, execution);
	const executionId = execution.getExecutionId();
	const journal = await journalOf(eventStore, stream, executionId);
	if (journal.isEmpty) throw noRun(stream);
	const { state } = journal;
	if (isEnded(state)) throw new SystemError({ message: `The run "${stream}" has ended: it is ${state.status}`, description: 'Nothing follows Finish or Undo but the answer. To undo a run that has finished, name it by its key.', code: 'run-ended' });
	if (journal.isMine && state.status === 'waiting') throw new SystemError({ message: `The run "${stream}" waits`, description: 'Nothing follows the output "Waits" but the answer to the caller. What comes after the wait follows "Goes On", in the execution that goes on with the run.', code: 'waits' });
	if (journal.isMine) return journal;
	if (state.overtaken.has(executionId) || isHeld(state)) throw new Overtaken(stream, state.holder, executionId);
	await journal.append(eventStore, 'RunTakenOver', { executionId, from: state.holder, lease: state.lease });
	return journal;
}

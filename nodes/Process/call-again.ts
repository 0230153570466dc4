import type { IExecuteFunctions } from 'n8n-workflow';

import type { RunState } from './journal/state.ts';
import { toStepFailed } from './step/failure.ts';
import { inCall } from './step/scope.ts';

/**
 * Calls the workflow of a process by its second entrance, with the input that the journal has; its Start finds the run again.
 *
 * @param decided whether a person wants the run to go on, whatever it says itself
 * @returns what went wrong, if anything did; the journal says what became of the run
 */
export async function callAgain({ process, key, workflow, input }: RunState, decided: boolean, execution: IExecuteFunctions): Promise<string | undefined> {
	const parentExecution = { executionId: execution.getExecutionId(), workflowId: execution.getWorkflow().id ?? '' };
	try {
		await inCall({ resumed: { process, key, decided } }, () =>
			execution.executeWorkflow({ id: workflow.workflowId }, [{ json: input as { [name: string]: never } }], undefined, { parentExecution, executionMode: execution.getMode() }),
		);
		return undefined;
	} catch (thrown) {
		return toStepFailed(thrown).failure.message;
	}
}

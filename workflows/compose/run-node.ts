import type { INodeParameters } from 'n8n-workflow';

import { isProcess } from './part.ts';
import type { Part } from './part.ts';
import type { PlannedPart, PlannedPlace } from './plan.ts';

/** What the node of a place does. */
interface RunNode {
	/** What the node is for, which its id is made of. */
	role: string;
	operation: 'run' | 'runTogether';
	parameters: INodeParameters;
}

/** @param before the places before, so that the second of two that run the same step is another one */
export function runParameters({ parts }: PlannedPlace, before: readonly PlannedPlace[]): RunNode {
	const what = idsOf(parts);
	const times = before.filter((place) => idsOf(place.parts) === what).length;
	const role = `run ${what}${times === 0 ? '' : ` ${times + 1}`}`;
	const [only, ...others] = parts;
	// A process tries its own steps; tried again as a whole it would do and undo all of them once more.
	const options = parts.every(({ part }) => isProcess(part)) ? { tries: 1 } : {};
	if (only !== undefined && others.length === 0) {
		return { role, operation: 'run', parameters: { workflowId: chosen(only.part), workflowInputs: inputs, options } };
	}
	const values = parts.map(({ part }) => ({ step: chosen(part), input: '={{ $json }}', undo: '' }));
	return { role, operation: 'runTogether', parameters: { steps: { values }, options } };
}

function idsOf(parts: readonly PlannedPart[]): string {
	return parts.map(({ part }) => part.process.id).join(' + ');
}

function chosen({ process: { id, name } }: Part): INodeParameters {
	return { __rl: true, mode: 'list', value: id, cachedResultName: name };
}

/** A step finds its inputs under their names in the item. */
const inputs: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [], attemptToConvertTypes: false, convertFieldsToString: false };

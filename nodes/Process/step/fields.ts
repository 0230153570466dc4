import { collection, field } from '../../shared/field.ts';
import type { FieldValues } from '../../shared/field.ts';
import type { StepReference } from '../journal/entry.ts';
import type { StepWork } from './perform.ts';

/** The workflow that is called. n8n makes the form of a step's inputs by the field of this name and no other. */
export const workflowId = field({
	displayName: 'Step',
	type: 'workflowSelector',
	required: true,
	default: '',
	description: 'The workflow that does the work: it begins with "When Executed by Another Workflow", may be repeated without harm, and ends with Process: End Step',
});

/** How often something is tried that fails for a reason that may pass, after which pause, and how long one try may take. */
export function retryFields(of: { tries: string; backOff: [seconds: number, description: string]; timeLimit: [seconds: number, description: string] }) {
	return {
		backOff: field({
			displayName: 'Back-Off',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: of.backOff[0],
			description: of.backOff[1],
		}),
		timeLimit: field({
			displayName: 'Time Limit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86_400 },
			default: of.timeLimit[0],
			description: of.timeLimit[1],
		}),
		tries: field({
			displayName: 'Tries',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
			default: 3,
			description: of.tries,
		}),
	} as const;
}

const retries = retryFields({
	tries: 'How often a step is done that fails for a reason that may pass (time-outs, statuses 429 and 5xx); what cannot pass is not tried again',
	backOff: [2, 'Seconds before the second try; twice as long before each further one, a minute at most'],
	timeLimit: [3_600, 'Seconds that one try may take. n8n cannot stop a step that takes longer; nobody waits for it, and it counts as perhaps done.'],
});
const undoStep = field({
	displayName: 'Undo Step',
	type: 'workflowSelector',
	default: '',
	description: 'The workflow that undoes the step, with its input and output; the one that the step names itself unless given',
});

/** How a step is done, where the user wants it otherwise. */
export const stepOptions = collection('Add option', { ...retries, undoStep });

/** The same for several steps at once, each of which names its own undo. */
export const stepsOptions = collection('Add option', retries);

type Options = FieldValues<{ options: typeof stepOptions }>['options'];

/** @returns the settings in milliseconds, with what holds where nothing is given */
export function stepSettings({ backOff: seconds = 2, timeLimit: limit = 3_600, tries: most = 3, undoStep: undo }: Options): Pick<StepWork, 'tries' | 'backOff' | 'timeLimit' | 'undo'> {
	return { tries: most, backOff: seconds * 1_000, timeLimit: limit * 1_000, undo: undo && undo.id !== '' ? referenceOf(undo) : undefined };
}

export function referenceOf({ id, name }: { id: string; name: string }): StepReference {
	return { workflowId: id, name };
}

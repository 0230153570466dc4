import { PROCESS } from '../check/calls.ts';
import type { Library } from '../check/library.ts';
import { credentialsOf } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import type { Exported } from './drawing.ts';
import { Drawing } from './drawing.ts';
import { drawCalled, drawWebhook } from './entrance.ts';
import { drawAnswer } from './answer.ts';
import { output, REQUEST_KEY, runInput, runKey } from './expressions.ts';
import { FIXED } from './node-names.ts';
import { drawNotes } from './notes.ts';
import type { Plan } from './plan.ts';
import { titleOf } from './request.ts';
import { runParameters } from './run-node.ts';

/** From the middle of one step to that of the next. */
export const STEP = 220;

/** Where the row of the steps begins. */
const ROW: readonly [number, number] = [780, 340];

/** Draws a process: left to right, the steps in a row, what fails below, what answers above. */
export function drawn(plan: Plan, library: Library): Exported {
	const { request, input, places } = plan;
	const { name, webhook, key } = request;
	const credentials = credentialsOf(library);
	const drawing = new Drawing(name);
	const at = { finish: ROW[0] + STEP * places.length, answer: ROW[0] + STEP * places.length + 2 * STEP - 20 };
	drawNotes(drawing, plan, at);

	const headed = webhook !== undefined && key.length === 0 && !input.fields.some((field) => field.key === REQUEST_KEY);
	const ways = webhook && drawWebhook(drawing, webhook, headed, credentials);
	const called = drawCalled(drawing, input, [400, ways ? 260 : 100]);
	const begin = onProcess(drawing, credentials, 'begin', FIXED.begin, [600, 100], 'process', 'start', {
		process: name,
		key: runKey(key, headed),
		input: runInput(input, headed),
		...input.chosen,
		afterCrash: 'resume',
		options: { wait: 30 },
	});
	for (const before of ways ? [ways.read, called] : [called]) drawing.wire(before, 0, begin);

	const steps = places.map((place, index) => {
		const { role, operation, parameters } = runParameters(place, places.slice(0, index));
		return onProcess(drawing, credentials, role, place.node, [ROW[0] + STEP * index, ROW[1]], 'step', operation, parameters);
	});
	const finish = onProcess(drawing, credentials, 'finish', FIXED.finish, [at.finish, ROW[1]], 'process', 'finish', {
		output: output(plan.output),
		...plan.output.chosen,
		recordEvent: false,
		answerStatus: 200,
		answerBody: '',
	});
	const undo = onProcess(drawing, credentials, 'undo', FIXED.undo, [at.finish + 200, ROW[1] + STEP], 'process', 'undo', { which: 'item', answerStatus: 0, options: {} });
	const answer = drawAnswer(drawing, webhook !== undefined, [at.answer, 100]);

	if (ways) drawing.wire(ways.gate, 0, answer);
	drawing.wire(begin, 1, answer);
	for (const [index, from] of [begin, ...steps].entries()) drawing.wire(from, 0, steps[index] ?? finish);
	for (const step of [...steps, finish]) drawing.wire(step, 1, undo);
	drawing.wire(finish, 0, answer);
	drawing.wire(undo, 0, answer);
	return drawing.exported({ name: titleOf(name), description: describe(plan) });
}

function onProcess(drawing: Drawing, credentials: Credentials, role: string, name: string, position: [number, number], resource: string, operation: string, parameters: object): string {
	return drawing.put(role, name, [PROCESS, 1], position, { resource, operation, ...parameters }, credentials('eventStoreApi'));
}

function describe({ request: { row }, input, output: gives }: Plan): string {
	return `Process of ${row.map((parts) => parts.join(' + ')).join(', ')}: takes ${input.name}, gives ${gives.name}.`;
}

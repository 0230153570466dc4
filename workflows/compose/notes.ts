import type { Drawing } from './drawing.ts';
import { exampleOf } from './example.ts';
import type { Plan } from './plan.ts';
import { titleOf } from './request.ts';

/** Colours of sticky notes, as n8n stores them. */
const YELLOW = 1;
const WHITE = 7;

/** One yellow note on how it works, white ones for its sections. */
export function drawNotes(drawing: Drawing, plan: Plan, at: { finish: number; answer: number }): void {
	const { webhook } = plan.request;
	drawing.note(YELLOW, overview(plan), [-60, 440], [640, 380]);
	if (webhook) drawing.note(WHITE, 'Who calls, and what for?', [-60, 0], [620, 420]);
	else drawing.note(WHITE, 'What for?', [340, 0], [220, 240]);
	drawing.note(WHITE, 'The steps: each is done once, and undone when a later one fails', [740, 240], [at.finish - 740 + 200, 240]);
	drawing.note(WHITE, webhook ? 'Answer, and say what failed' : 'Hand the result back', [at.answer - 40, 0], [webhook ? 600 : 220, 240]);
}

function overview({ request, places, input, output }: Plan): string {
	const { name, webhook } = request;
	const steps = places.map(({ node }) => `**${node}**`).join(', ');
	const caller = webhook ? 'A caller asks with a bearer token; **Authentik** says who it is.' : 'Another process calls it as one of its steps.';
	const setup = webhook
		? [
				...webhook.groups.map((group) => `- Create the group \`${group}\` in Authentik.`),
				'- Publish the steps and the workflow, and call it:',
				`\`${exampleOf(webhook, input)}\``,
			]
		: ['- Publish the steps and the workflow.'];
	return [
		`## ${titleOf(name)}`,
		'### How it works',
		`1. ${caller}`,
		`2. The steps run: ${steps}. It takes \`${input.name}\` and gives \`${output.name}\`.`,
		'3. When a step fails, those before are undone; after a crash the run goes on.',
		'',
		'### Setup',
		'- Choose your credentials here and in the steps.',
		...setup,
	].join('\n');
}

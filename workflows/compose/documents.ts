import { declared } from './explain.ts';
import type { Field } from './field.ts';
import { typeText } from './field.ts';
import { isProcess } from './part.ts';
import type { Part } from './part.ts';
import type { Plan } from './plan.ts';
import type { ProcessType } from './process-type.ts';
import { titleOf } from './request.ts';

/** The page of a composed process: what is known of it without its author. */
export function pageOf(plan: Plan): string {
	const { request, input, output, places } = plan;
	const { name, webhook } = request;
	const title = titleOf(name);
	const call = webhook
		? `\`${webhook.method} /webhook/${webhook.path}\` with \`Authorization: Bearer <token>\` and JSON; the caller must be in ${webhook.groups.map((group) => `\`${group}\``).join(' or ')}.`
		: 'Other processes call it as a step; it has no webhook.';
	return `${[
		`# ${title}`,
		`A process of ${places.length} ${places.length === 1 ? 'step' : 'steps'}, composed with \`npm run compose\`. What was done is undone when a later step fails, and after a crash the run goes on.`,
		'## Call',
		call,
		...(webhook ? [keyText(plan)] : []),
		table(['field', 'type'], input.fields.filter(({ key }) => !Object.hasOwn(webhook?.set ?? {}, key)).map((field) => [`\`${field.key}\``, shown(field)])),
		...madeText(plan),
		'## Types',
		[`Input ${typeLine(input)}, output ${typeLine(output)}.`, ...[input, output].flatMap(typeBlock)].join('\n\n'),
		'## Steps',
		table(['step', 'gives', 'is undone by'], places.flatMap(({ parts }) => parts.map(({ part }) => stepRow(part)))),
		...(webhook ? ['## Answers', answers(plan)] : []),
		'## Events',
		`The journal of a run is \`process-${name}.<key>\`; what the steps record stands on their own pages and notes.`,
	].join('\n\n')}\n`;
}

function keyText({ request: { key } }: Plan): string {
	if (key.length > 0) return `Two calls with the same ${key.map((word) => `\`${word}\``).join(', ')} are one: the second gets the first answer.`;
	return '`Idempotency-Key` (header, optional) makes two calls of one caller one: the second gets the first answer. Without it each call is one of its own.';
}

function madeText({ request: { webhook } }: Plan): string[] {
	const made = Object.keys(webhook?.set ?? {});
	return made.length === 0 ? [] : [`Made of the request, whatever the body says: ${made.map((key) => `\`${key}\``).join(', ')}.`];
}

function stepRow(part: Part): string[] {
	const { folder } = part.process;
	const link = `[${part.name}](../${folder}/${isProcess(part) ? 'README.md' : 'workflow.json'})`;
	const gives = [...new Set(part.gives.flat().map(declared))].map((text) => `\`${text}\``).join(', ');
	const undo = isProcess(part) ? 'undoing its own steps' : part.undoneBy.map((other) => `[${other.replace(/^steps\//, '')}](../${other}/workflow.json)`).join(', ');
	return [link, gives || 'nothing', undo || 'nothing'];
}

function answers({ output: { fields } }: Plan): string {
	return table(['status', 'when', 'body'], [
		['200', 'it is done', fields.map(({ key }) => key).join(', ') || 'nothing'],
		['401, 403', 'no valid token; not in the group', '`error`, `reason`'],
		['409', 'another execution is at the same request', '`error`'],
		['422', 'the input does not fit its type', '`error`, `problems`'],
		['4xx', 'a step refuses', '`error`'],
		['500, 503', 'a system failed, and what was done is undone; 503 when the same may succeed later', '`error`'],
	]);
}

function typeLine({ name, chosen }: ProcessType): string {
	if (chosen.source === 'text') return `\`${name}\``;
	const file = chosen.type.split('#')[0] ?? '';
	return `\`${name}\` in [types/${file}.ipldsch](../../types/${file}.ipldsch)`;
}

function typeBlock({ chosen }: ProcessType): string[] {
	return chosen.source === 'text' ? [['```ipldsch', chosen.schema, '```'].join('\n')] : [];
}

function shown(field: Field): string {
	return `${field.absent ? 'optional ' : ''}${typeText(field)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * The feature of a composed process: what has to be proved, in words for which nobody has written steps yet. It fails until
 * somebody has.
 */
export function featureOf({ request, places }: Plan): string {
	const title = titleOf(request.name);
	const steps = places.map(({ node }) => node);
	return `${[
		'@needs:eventstore @needs:n8n',
		`Feature: ${title}`,
		'  What the process is for, in a sentence of whoever asks for it.',
		'',
		`  Scenario: ${title}`,
		`    When they ask to ${title.toLowerCase()}`,
		'    Then it is done',
		'',
		'  Scenario Outline: "<step>" fails',
		`    When they ask to ${title.toLowerCase()}, and "<step>" fails`,
		'    Then what was done before is undone',
		'',
		'    Examples:',
		'      | step |',
		...steps.map((step) => `      | ${step} |`),
	].join('\n')}\n`;
}

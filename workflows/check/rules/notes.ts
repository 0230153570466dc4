import { STICKY_NODE_TYPE } from 'n8n-workflow';

import type { Rule } from '../rule.ts';

/** Colours of sticky notes, as n8n stores them; a note without one is yellow. */
const YELLOW = 1;
const WHITE = 7;
const HEADINGS = ['How it works', 'Setup'];
/** Longer notes are read by nobody. */
const SHORT = 120;

/** One yellow note tells how the process works and how to set it up; white ones name its sections. */
export const notes: Rule = function* ({ process }) {
	const all = process.nodes
		.filter(({ type }) => type === STICKY_NODE_TYPE)
		.map(({ name, parameters: { content, color = YELLOW } }) => ({
			name,
			content: typeof content === 'string' ? content : '',
			color,
		}));
	const overviews = all.filter(({ content }) => HEADINGS.every((heading) => isHeading(content, heading)));
	if (overviews.length !== 1) {
		yield { problem: `has ${overviews.length} overview notes`, allowed: `one, with the headings ${HEADINGS.join(' and ')}` };
	}
	for (const { name, color } of overviews) {
		if (color !== YELLOW) yield { node: name, problem: 'the overview note is not yellow', allowed: `color ${YELLOW}` };
	}
	for (const { name, color, content } of all.filter((note) => !overviews.includes(note))) {
		if (color !== WHITE) yield { node: name, problem: 'the note of a section is not white', allowed: `color ${WHITE}` };
		const { length } = content;
		if (length > SHORT) yield { node: name, problem: `the note of a section has ${length} characters`, allowed: `${SHORT}` };
	}
};

function isHeading(content: string, heading: string): boolean {
	return content.split('\n').some((line) => /^(?:#+ |\*\*)/.test(line) && line.toLowerCase().includes(heading.toLowerCase()));
}

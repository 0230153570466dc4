import { isStep } from '../process.ts';
import type { Rule } from '../rule.ts';

/** A process is found under one name everywhere: folder, id, page and feature. What a step does its own note says. */
export const documents: Rule = function* ({ process, library }) {
	const { folder, id, isElsewhere } = process;
	if (isElsewhere) return;
	const name = folder.split('/').at(-1) ?? '';
	if (id !== name) {
		yield { problem: `its id is ${JSON.stringify(id ?? '')}`, allowed: `${JSON.stringify(name)}, as its folder is named` };
	}
	if (isStep(process)) return;
	for (const [path, what] of [
		[`workflows/${folder}/README.md`, 'a page that says what it does'],
		[`acceptance/features/${folder}.feature`, 'a feature that proves it'],
	] as const) {
		if (!library.has(path)) yield { problem: `${path} is missing`, allowed: what };
	}
};

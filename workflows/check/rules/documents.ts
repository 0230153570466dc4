import type { Rule } from '../rule.ts';

/** A process is found under one name everywhere: folder, id, page and feature. */
export const documents: Rule = function* ({ process: { folder, id, isElsewhere }, library }) {
	if (isElsewhere) return;
	if (id !== folder) {
		yield { problem: `its id is ${JSON.stringify(id ?? '')}`, allowed: `${JSON.stringify(folder)}, as its folder is named` };
	}
	for (const [path, what] of [
		[`workflows/${folder}/README.md`, 'a page that says what it does'],
		[`acceptance/features/${folder}.feature`, 'a feature that proves it'],
	] as const) {
		if (!library.has(path)) yield { problem: `${path} is missing`, allowed: what };
	}
};

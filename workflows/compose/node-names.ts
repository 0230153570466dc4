import type { Part } from './part.ts';

/** Names of the nodes that every composed process has. */
export const FIXED = {
	receive: 'Receive the request',
	gate: 'Check the caller',
	read: 'Read the request',
	called: 'When called',
	begin: 'Begin',
	finish: 'Finish',
	undo: 'Undo what was done',
	answer: 'Answer',
	handBack: 'Hand it back',
	failed: 'Did a system fail?',
	report: 'Report the failure',
} as const;

/** A name for the node of each place: the steps' own; with a number where there are several of a name. */
export function nodeNames(row: readonly (readonly Part[])[]): string[] {
	const taken = new Set<string>(Object.values(FIXED));
	return row.map((parts) => {
		const plain = parts.map(({ process }) => process.name).join(' + ');
		let name = plain;
		for (let number = 2; taken.has(name); number++) name = `${plain} (${number})`;
		taken.add(name);
		return name;
	});
}

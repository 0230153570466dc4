import { isDeepStrictEqual } from 'node:util';

import type { Course } from './courses/course.ts';
import type { Seen } from './look.ts';
import type { Told, Undisturbed } from './undisturbed.ts';

/** How a run ended after the kill, once n8n was back. */
export type End = 'finished' | 'undone' | 'as before' | 'waits' | 'half' | 'wrong';

export interface Verdict {
	end: End;
	/** Whether the same request, made again, is the first one that is done. */
	isOpen: boolean;
	/** What no end explains; empty when all is well. */
	problems: string[];
}

/** Holds what is there after recovery against what may be. */
export function judge(seen: Seen, course: Course, { before, after }: Undisturbed): Verdict {
	const { state } = seen.run;
	const has = ({ inventory }: Seen) => isDeepStrictEqual(seen.inventory, inventory);
	if (state === after.run.state && has(after)) return { end: state === 'undone' ? 'undone' : 'finished', isOpen: false, problems: [] };
	if (has(before) && state === 'undone') return { end: 'undone', isOpen: true, problems: [] };
	if (has(before) && (state === before.run.state || state === 'none')) return { end: 'as before', isOpen: true, problems: [] };
	if (state === 'waiting' && course.waiting?.(seen.inventory) === true) return { end: 'waits', isOpen: true, problems: [] };
	if (course.mayLeave?.(seen.inventory, after.inventory) === true) return { end: 'half', isOpen: true, problems: [] };
	return { end: 'wrong', isOpen: true, problems: [`its run is ${state} (${seen.run.last}), and there is ${shown(seen.inventory)}`] };
}

/** Holds what came of the same request, made again, against what may come of it. */
export function judgeAgain(told: Told, isOpen: boolean, course: Course, { after, again }: Undisturbed): string[] {
	// Whoever asks for what is done is told what it was; whatever was not done, is done now.
	const expected = isOpen ? after : again;
	const problems: string[] = [];
	if (told.run.state !== expected.run.state) problems.push(`asked again, its run is ${told.run.state} (${told.run.last})`);
	if (!isDeepStrictEqual(told.answer, expected.answer)) problems.push(`asked again, the answer is ${shown(told.answer)} and not ${shown(expected.answer)}`);
	const explained = isDeepStrictEqual(told.inventory, expected.inventory) || course.mayLeave?.(told.inventory, expected.inventory) === true;
	if (!explained) problems.push(`asked again, there is ${shown(told.inventory)} and not ${shown(expected.inventory)}`);
	return problems;
}

function shown(value: unknown): string {
	return JSON.stringify(value);
}

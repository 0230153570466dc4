import { missing, type Coverage } from './measure.ts';

/** What is not covered and is known not to be: a node by its name, a wire by the words that the report has for it. */
export interface Known {
	/** Folder of the workflow. */
	workflow: string;
	what: string;
	/** Why nothing makes it run. */
	reason: string;
}

/** What a run is failed for. */
export interface Verdict {
	/** Never ran, and is not known not to. */
	uncovered: readonly Omit<Known, 'reason'>[];
	/** Is known not to run, and ran, or is not there. */
	stale: readonly Known[];
}

/** Holds what ran against what is known not to. */
export function judge(coverages: readonly Coverage[], known: readonly Known[]): Verdict {
	const never = coverages.flatMap((coverage) => missing(coverage).map((what) => ({ workflow: coverage.canvas.folder, what })));
	return {
		uncovered: never.filter((one) => !known.some((other) => isSame(one, other))),
		stale: known.filter((one) => !never.some((other) => isSame(one, other))),
	};
}

/** Why something is known not to run; undefined when it is not. */
export function reasonFor(known: readonly Known[], workflow: string, what: string): string | undefined {
	return known.find((one) => isSame(one, { workflow, what }))?.reason;
}

function isSame(one: Omit<Known, 'reason'>, other: Omit<Known, 'reason'>): boolean {
	return one.workflow === other.workflow && one.what === other.what;
}

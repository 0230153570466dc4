import type { Mode } from './areas.ts';
import type { Comparison } from './compare.ts';
import { describe } from './differences.ts';
import type { KnownDifferences } from './known-differences.ts';
import type { Recorded } from './play.ts';

/** How the answers of an area compare with its recording. */
export interface Verdict {
	/** Scenarios that were recorded. */
	recorded: number;
	same: number;
	/** What must not be, a paragraph each: readable. */
	complaints: string[];
}

/**
 * Compares answers with a recording: every difference must be known by name, and what is known must still differ.
 */
export function judge(
	recording: readonly Recorded[], answers: readonly Recorded[], known: KnownDifferences, comparison: Comparison, mode: Mode,
): Verdict {
	const complaints: string[] = [];
	let same = 0;
	const byName = new Map(recording.map((recorded) => [recorded.name, recorded]));
	const listed = Object.entries(known.scenarios).filter(([, { only }]) => only === undefined || only === mode);
	const reasons = new Map(listed);

	for (const answered of answers) {
		const { name } = answered;
		const recorded = byName.get(name);
		if (recorded === undefined) {
			complaints.push(`"${name}" was never recorded.`);
			continue;
		}
		const found = comparison.differences(recorded, answered);
		if (found.length === 0) same += 1;
		const reason = reasons.get(name);
		if (found.length > 0 && reason === undefined) complaints.push(`"${name}" differs:\n${describe(found)}`);
		if (found.length === 0 && reason !== undefined && reason.chance !== true) {
			complaints.push(`"${name}" is listed as different ("${reason.reason}"), but is the same now.`);
		}
	}
	const rewritten = new Set(answers.map(({ name }) => name));
	for (const name of byName.keys()) {
		if (known.complete && !rewritten.has(name)) complaints.push(`"${name}" was recorded, but is not rewritten.`);
	}
	for (const name of [...Object.keys(known.scenarios), ...Object.keys(known.leftToChance ?? {})]) {
		if (!byName.has(name)) complaints.push(`"${name}" is listed as different or left to chance, but was never recorded.`);
	}
	return { recorded: recording.length, same, complaints };
}

import type { Verdict } from './judge.ts';
import { missing, share, telling, type Coverage } from './measure.ts';

/** Of a workflow of which nothing ran, nobody reads all on a terminal. */
const MOST = 8;

/** What the terminal gets: a line for each workflow that lacks something, and one with the sum. */
export function linesOf(coverages: readonly Coverage[], { uncovered, stale }: Verdict): string[] {
	const lacking = coverages.filter((coverage) => missing(coverage).length > 0);
	const nodes = coverages.flatMap((coverage) => coverage.nodes);
	const wires = coverages.flatMap((coverage) => coverage.wires);
	return [
		...lacking.map((coverage) => lineOf(coverage, uncovered)),
		...stale.map(({ workflow, what }) => `${workflow}: "${what}" is listed as never run, and ran or is not there`),
		`${coverages.length} workflows: ${share(nodes)} nodes, ${share(wires)} wires ran`,
	];
}

function lineOf(coverage: Coverage, uncovered: Verdict['uncovered']): string {
	const { canvas, nodes, wires } = coverage;
	const unknown = new Set(uncovered.filter(({ workflow }) => workflow === canvas.folder).map(({ what }) => what));
	const known = missing(coverage).length - unknown.size;
	const worth = telling(coverage).filter((what) => unknown.has(what));
	const told = worth.length > 0 ? worth : [...unknown];
	const more = told.length > MOST ? [`${told.length - MOST} more`] : [];
	const never = [...(unknown.size > 0 ? [`${[...told.slice(0, MOST), ...more].join('; ')} never ran`] : []), ...(known > 0 ? [`${known} known not to`] : [])];
	return `${canvas.folder}: nodes ${share(nodes)}, wires ${share(wires)}: ${never.join('; ')}`;
}

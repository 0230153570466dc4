import { reasonFor, type Known } from './judge.ts';
import { missing, share, type Coverage } from './measure.ts';
import { pictureOf } from './picture/picture.ts';
import { pageStyle } from './picture/style.ts';
import { escaped } from './picture/text.ts';

/** What the report is about. */
export interface Reported {
	coverages: readonly Coverage[];
	known: readonly Known[];
	/** Executions that began at it or later were looked at. */
	since: Date;
}

/** The report as a page of its own: figures, and each workflow with its picture and what never ran. */
export function pageOf({ coverages, known, since }: Reported): string {
	const nodes = coverages.flatMap((coverage) => coverage.nodes);
	const wires = coverages.flatMap((coverage) => coverage.wires);
	return [
		'<!doctype html>',
		'<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Coverage of processes</title>',
		`<style>${pageStyle}</style></head><body>`,
		'<h1>Coverage of processes</h1>',
		`<p>${coverages.length} workflows, ${share(nodes)} nodes and ${share(wires)} wires ran in executions since ${since.toISOString()}.`,
		' <span class="missing">Red</span> is what never ran; <span class="known">dashed</span> what is known not to, with the reason.</p>',
		'<table><tr><th>workflow</th><th>executions</th><th>nodes</th><th>wires</th><th>never ran</th></tr>',
		...coverages.map((coverage) => rowOf(coverage, known)),
		'</table>',
		...coverages.map((coverage) => sectionOf(coverage, known)),
		'</body></html>',
		'',
	].join('\n');
}

function rowOf(coverage: Coverage, known: readonly Known[]): string {
	const { canvas, executions, nodes, wires } = coverage;
	const never = missing(coverage);
	const all = never.every((words) => reasonFor(known, canvas.folder, words) !== undefined);
	const cells = [executions, share(nodes), share(wires), never.length === 0 ? '' : `<span class="${all ? 'known' : 'missing'}">${never.length}</span>`];
	return `<tr><td><a href="#${escaped(canvas.folder)}">${escaped(canvas.folder)}</a></td>${cells.map((cell) => `<td class="number">${cell}</td>`).join('')}</tr>`;
}

function sectionOf(coverage: Coverage, known: readonly Known[]): string {
	const { canvas, executions, nodes, wires } = coverage;
	const reason = (words: string) => reasonFor(known, canvas.folder, words);
	const never = missing(coverage).map((words) => {
		const why = reason(words);
		return `<li class="${why === undefined ? 'missing' : 'known'}">${escaped(words)} never ran${why === undefined ? '' : `<span class="faint">: ${escaped(why)}</span>`}</li>`;
	});
	return [
		`<h2 id="${escaped(canvas.folder)}">${escaped(canvas.name)} <span class="faint">${escaped(canvas.folder)}</span></h2>`,
		`<p>${share(nodes)} nodes, ${share(wires)} wires, ${executions} ${executions === 1 ? 'execution' : 'executions'}</p>`,
		...(never.length > 0 ? [`<ul>${never.join('')}</ul>`] : []),
		`<div class="picture">${pictureOf(coverage, reason)}</div>`,
	].join('\n');
}

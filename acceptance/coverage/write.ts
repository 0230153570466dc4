import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { reasonFor, type Known } from './judge.ts';
import type { Coverage, Measured } from './measure.ts';
import { pageOf, type Reported } from './page.ts';
import { pictureOf } from './picture/picture.ts';

/** Writes the report anew: a page, a picture of each workflow, and the figures for machines. */
export async function writeReport(folder: string, reported: Reported): Promise<void> {
	const { coverages, known } = reported;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'index.html'), pageOf(reported));
	await writeFile(join(folder, 'coverage.json'), `${JSON.stringify(figuresOf(reported), null, '\t')}\n`);
	for (const coverage of coverages) {
		const picture = pictureOf(coverage, (words) => reasonFor(known, coverage.canvas.folder, words));
		await writeFile(join(folder, fileOf(coverage)), picture);
	}
}

/** The folder of a step has a slash, the name of a workflow elsewhere may have anything. */
function fileOf({ canvas: { folder } }: Coverage): string {
	return `${folder.replace(/[^\w.-]+/g, '-')}.svg`;
}

function figuresOf({ coverages, known, since }: Reported): object {
	return {
		since: since.toISOString(),
		workflows: coverages.map((coverage) => {
			const { canvas, executions, nodes, wires } = coverage;
			return { workflow: canvas.folder, id: canvas.id, name: canvas.name, executions, picture: fileOf(coverage), nodes: nodes.map(figure(canvas.folder, known)), wires: wires.map(figure(canvas.folder, known)) };
		}),
	};
}

function figure(folder: string, known: readonly Known[]): (measured: Measured<unknown>) => object {
	return ({ words, runs }) => {
		const reason = runs === 0 ? reasonFor(known, folder, words) : undefined;
		return { what: words, runs, ...(reason !== undefined && { reason }) };
	};
}

import { readLibrary } from '../../workflows/check/library.ts';
import type { NodeClasses } from '../../workflows/check/node-kind.ts';
import { parseProcess } from '../../workflows/check/process.ts';
import { canvasOf, type Canvas } from './canvas.ts';

/** The workflows of the library, and a way to read others. */
export interface Canvases {
	library: readonly Canvas[];
	/**
	 * Reads a workflow out of any n8n.
	 *
	 * @param source its JSON
	 * @throws Error when it is none
	 */
	read: (name: string, source: string) => Canvas;
}

/**
 * How each workflow of the library is drawn.
 *
 * @param root the repository
 * @throws Error when a file of the library is no workflow
 */
export function readCanvases(root: string, packageName: string, classes: NodeClasses): Canvases {
	const { parsed, library } = readLibrary(root, packageName, classes);
	const broken = parsed.find(({ process }) => process === undefined);
	if (broken) throw new Error(`workflows/${broken.folder}: ${broken.problems.map(({ problem }) => problem).join('; ')}`);
	return {
		library: library.processes.map((process) => canvasOf(process, library.kinds)),
		read(name, source) {
			const { process, problems } = parseProcess(name, source);
			if (process === undefined) throw new Error(`${name}: ${problems.map(({ problem }) => problem).join('; ')}`);
			return canvasOf(process, library.kinds);
		},
	};
}

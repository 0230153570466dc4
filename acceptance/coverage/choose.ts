import type { Canvas } from './canvas.ts';
import type { Canvases } from './canvases.ts';
import type { HeldWorkflow } from './n8n-workflows.ts';

/**
 * The workflows that are asked for: those of the library as their files have them, others as n8n holds them.
 *
 * @param names folders of the library, or names or ids of workflows in n8n; the whole library when there are none
 * @throws Error when a name is that of no workflow, or of several
 */
export function chosen(names: readonly string[], { library, read }: Canvases, held: readonly HeldWorkflow[]): Canvas[] {
	if (names.length === 0) return [...library];
	return names.map((name) => {
		const own = library.find(({ folder }) => folder === name);
		if (own !== undefined) return own;
		const found = held.filter((workflow) => workflow.id === name || workflow.name === name);
		const [workflow, ...others] = found;
		if (workflow === undefined) throw new Error(`Neither the library nor n8n has a workflow ${JSON.stringify(name)}; the library has ${library.map(({ folder }) => folder).join(', ')}.`);
		if (others.length > 0) throw new Error(`n8n has ${found.length} workflows ${JSON.stringify(name)}: name one by its id, ${found.map(({ id }) => id).join(' or ')}.`);
		return read(workflow.name, JSON.stringify(workflow));
	});
}

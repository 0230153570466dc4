import { WEBHOOK_NODE_TYPE } from 'n8n-workflow';

import { checkProcess, readLibrary } from '../check/library.ts';
import type { Library } from '../check/library.ts';
import type { NodeClasses } from '../check/node-kind.ts';
import { parseProcess } from '../check/process.ts';
import { lineOf } from '../check/rule.ts';
import { featureOf, pageOf } from './documents.ts';
import { drawn } from './draw.ts';
import type { Exported } from './drawing.ts';
import { explained } from './explain.ts';
import { planned } from './plan.ts';
import { Refusal } from './refusal.ts';
import type { Request } from './request.ts';

/** A process that was made of steps, and all that the library wants beside it. */
export interface Composition {
	workflow: Exported;
	/** Text of `workflow.json`. */
	file: string;
	page: string;
	feature: string;
	/** The types between its steps, for a terminal. */
	explanation: string;
	/** What the steps give and the process does not. */
	leftOut: string[];
}

/**
 * Makes a process of steps. The same request and library give the same files.
 *
 * @throws Refusal when its types do not fit, with every field that does not
 */
export function compose(request: Request, library: Library): Composition {
	const plan = planned(request, library);
	checkPath(request, library);
	const workflow = drawn(plan, library);
	const file = `${JSON.stringify(workflow, null, 2)}\n`;
	const composition = { workflow, file, page: pageOf(plan), feature: featureOf(plan), explanation: explained(plan), leftOut: plan.leftOut.map(({ key, why }) => `${key}: ${why}`) };
	const wrong = findings(request.name, file, library);
	if (wrong.length > 0) throw new Refusal('What was composed does not pass npm run check:', ...wrong);
	return composition;
}

/** The same, of the library as it is in a directory. */
export function composeIn(root: string, packageName: string, classes: NodeClasses, request: Request): Composition {
	return compose(request, readLibrary(root, packageName, classes).library);
}

/** What `npm run check` says of the process, as if it were in the library with its page and its feature. */
function findings(folder: string, file: string, library: Library): string[] {
	const { process, problems } = parseProcess(folder, file);
	const structure = problems.map((problem) => lineOf({ workflow: folder, ...problem }));
	if (process === undefined) return structure;
	const own = [`workflows/${folder}/README.md`, `acceptance/features/${folder}.feature`];
	const processes = [...library.processes.filter((other) => other.folder !== folder), process];
	const found = checkProcess(process, { ...library, processes, has: (path) => own.includes(path) || library.has(path) });
	return [...structure, ...found.map(lineOf)];
}

/** n8n publishes only one of two workflows that listen at the same place. */
function checkPath({ name, webhook }: Request, { processes }: Library): void {
	if (webhook === undefined) return;
	const taken = processes.find(({ folder, nodes }) =>
		folder !== name && nodes.some(({ type, parameters: { path, httpMethod = 'GET' } }) => type === WEBHOOK_NODE_TYPE && path === webhook.path && httpMethod === webhook.method),
	);
	if (taken !== undefined) throw new Refusal(`${taken.folder} listens at ${webhook.method} ${webhook.path} already: choose another --webhook.`);
}

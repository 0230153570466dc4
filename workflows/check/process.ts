import type { IConnections, IDataObject, INode, WorkflowStructureIssue } from 'n8n-workflow';
import { formatWorkflowStructureIssuePath, safeParseWorkflowStructure } from 'n8n-workflow';

import type { Problem } from './rule.ts';

/** An exported workflow, and the folder of `workflows/` that it is kept in; a step's folder is `steps/<name>`. */
export interface Process {
	/** For one that is not of the library, the path of its file. */
	folder: string;
	/** Whether it is not of the library, so that what the library has around it is not asked for. */
	isElsewhere?: boolean;
	id: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	pinData?: IDataObject;
	staticData?: IDataObject | null;
	settings?: IDataObject;
}

/** Whether it is kept as a step: a part of processes, and none by itself. */
export function isStep({ folder, isElsewhere }: Pick<Process, 'folder' | 'isElsewhere'>): boolean {
	return !isElsewhere && folder.startsWith('steps/');
}

/** What n8n's own test of the structure says of the nodes and connections, beyond the shape of the file. */
const ABOUT_GRAPH: readonly string[] = [
	'duplicate_node_name',
	'duplicate_node_id',
	'unknown_connection_source',
	'unknown_connection_target',
];

/** Reads an export; without a process when the file is so broken that no rule could look at it. */
export function parseProcess(folder: string, source: string): { process?: Process; problems: Problem[] } {
	let content: unknown;
	try {
		content = JSON.parse(source);
	} catch (error) {
		const problem = `workflow.json is not JSON: ${(error as Error).message}`;
		return { problems: [{ problem, allowed: 'a workflow that n8n exported' }] };
	}
	const structure = safeParseWorkflowStructure(content);
	const issues = structure.success ? [] : structure.issues;
	const problems = issues.map(toProblem);
	if (issues.some(({ code }) => !ABOUT_GRAPH.includes(code))) return { problems };
	const { id, name, nodes, connections, pinData, staticData, settings } = content as Process;
	const whole = nodes.map((node) => ({ ...node, parameters: (node.parameters ?? {}) }));
	return {
		process: { folder, id, name, nodes: whole, connections, pinData, staticData, settings },
		problems,
	};
}

function toProblem({ path, message }: WorkflowStructureIssue): Problem {
	return { problem: `${formatWorkflowStructureIssuePath(path)}: ${message}` };
}

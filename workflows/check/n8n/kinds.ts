import type { INode } from 'n8n-workflow';

import type { NodeKind } from '../node-kind.ts';
import { isNumbered } from '../node-kind.ts';
import { computedInputs, computedOutputs } from './computed-ends.ts';
import { readNames } from './names.ts';
import type { End, Row } from './table.ts';
import { readTable } from './table.ts';

/** n8n-workflow names the others. */
export const IF_NODE_TYPE = 'n8n-nodes-base.if';
export const STOP_AND_ERROR_NODE_TYPE = 'n8n-nodes-base.stopAndError';

/**
 * The nodes that come with n8n, under the types by which exported workflows name them.
 *
 * @param root the repository
 */
export function n8nKinds(root: string): [string, NodeKind][] {
	return Object.entries(readTable(root).nodes).flatMap(([type, rows]) => {
		const tools = rows.filter(({ tool }) => tool).map(asTool);
		return [
			[type, kindOf(rows)],
			...(tools.length > 0 ? ([[`${type}Tool`, kindOf(tools)]] satisfies [string, NodeKind][]) : []),
		];
	});
}

/** What n8n makes of a node for agents. */
function asTool({ names, parameters, ...row }: Row): Row {
	return {
		...row,
		names: [...names.map((name) => `${name} Tool`), ...names],
		inputs: [],
		outputs: ['ai_tool'],
		parameters: `${parameters} descriptionType toolDescription`,
	};
}

function kindOf(rows: readonly Row[]): NodeKind {
	const newest = rows.at(-1)!;
	// Of a version that there is not, what the newest has: that it is not there is said once.
	const rowOf = ({ typeVersion }: INode) => rows.find(({ versions }) => versions.includes(typeVersion)) ?? newest;
	return {
		displayName: newest.names[0] ?? '',
		versions: rows.flatMap(({ versions }) => versions),
		inputs: (node) => rowOf(node).inputs?.filter(isMain).length ?? computedInputs(node),
		outputs(node) {
			const { outputs, outputNames = [] } = rowOf(node);
			return outputs?.filter(isMain).map((end, index) => outputNames[index] || nameOf(end)) ?? computedOutputs(node);
		},
		serves: (node) => (rowOf(node).outputs ?? []).filter((end) => !isMain(end)).map(typeOf),
		// A node keeps its name when its version is raised: those that older versions had count too.
		isDefaultName: ({ name }) => isNumbered(name, rows.flatMap(({ names }) => names)),
		credentials: (node) => [...(rowOf(node).credentials ?? []), ...genericCredentials(node)],
		parameters: (node) => readNames(rowOf(node).parameters),
	};
}

function isMain(end: End): boolean {
	return typeOf(end) === 'main';
}

function typeOf(end: End): string {
	return typeof end === 'string' ? end : end.type;
}

function nameOf(end: End): string {
	return (typeof end === 'object' && end.displayName) || 'Main';
}

/** Nodes that call whatever there is, such as HTTP Request, name the type of credential among their parameters. */
function genericCredentials({ parameters: { nodeCredentialType, genericAuthType } }: INode): string[] {
	return [nodeCredentialType, genericAuthType].filter((type) => typeof type === 'string');
}

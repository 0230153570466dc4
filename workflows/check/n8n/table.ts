import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import { namesOf, writeNames } from './names.ts';

/** Where it is kept, from the root of the repository. */
export const TABLE = 'workflows/check/n8n/nodes.json';

/** What n8n says of an output or input: its kind of connection, and its name where it has one. */
export type End = string | { type: string; displayName?: string };

/** What is known of some versions of a type of node. */
export interface Row {
	versions: number[];
	/** Display name, and those that n8n gives to new ones. */
	names: string[];
	/** `null` where n8n computes them from the parameters. */
	inputs: End[] | null;
	outputs: End[] | null;
	outputNames?: string[];
	/** Types of credentials. */
	credentials?: string[];
	/** See {@link writeNames}. */
	parameters: string;
	/** Whether n8n also offers it to agents, as a type whose name has `Tool` behind it. */
	tool?: true;
}

/** All nodes of an n8n without community packages. */
export interface Table {
	/** Version of n8n. */
	n8n: string;
	nodes: Record<string, Row[]>;
}

export function readTable(root: string): Table {
	return JSON.parse(readFileSync(join(root, TABLE), 'utf8')) as Table;
}

/** Nodes that come with n8n. */
const PACKAGES = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'];

/** Makes the table of what n8n tells its editor (`/types/nodes.json`). */
export function tableOf(n8n: string, descriptions: readonly INodeTypeDescription[]): Table {
	const known = descriptions.filter(({ name }) => PACKAGES.includes(name.slice(0, name.lastIndexOf('.'))));
	const isTool = (of: INodeTypeDescription, { name, version }: INodeTypeDescription) =>
		name === `${of.name}Tool` && String(version) === String(of.version);
	const nodes: Record<string, Row[]> = {};
	for (const description of known.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		if (known.some((other) => isTool(other, description))) continue;
		const row = rowOf(description);
		(nodes[description.name] ??= []).push(known.some((other) => isTool(description, other)) ? { ...row, tool: true } : row);
	}
	for (const rows of Object.values(nodes)) rows.sort((a, b) => Math.max(...a.versions) - Math.max(...b.versions));
	return { n8n, nodes };
}

function rowOf({ displayName, version, defaults, inputs, outputs, outputNames, credentials = [], properties }: INodeTypeDescription): Row {
	return {
		versions: [version].flat(),
		names: [...new Set([displayName, defaults.name ?? displayName])],
		inputs: endsOf(inputs),
		outputs: endsOf(outputs),
		...(outputNames && { outputNames }),
		...(credentials.length > 0 && { credentials: credentials.map(({ name }) => name) }),
		parameters: writeNames(namesOf(properties)),
	};
}

function endsOf(ends: INodeTypeDescription['inputs'] | INodeTypeDescription['outputs']): End[] | null {
	if (typeof ends === 'string') return null;
	return ends.map((end) => {
		if (typeof end === 'string') return end;
		return { type: end.type, ...(end.displayName && { displayName: end.displayName }) };
	});
}

/** One line for some versions of a type, so that a newer n8n shows as the lines that it changed. */
export function writeTable({ n8n, nodes }: Table): string {
	const lines = Object.entries(nodes).map(([type, rows]) => {
		const versions = rows.map((row) => `\n\t\t\t${JSON.stringify(row)}`).join(',');
		return `\n\t\t${JSON.stringify(type)}: [${versions}\n\t\t]`;
	});
	return `{\n\t"n8n": ${JSON.stringify(n8n)},\n\t"nodes": {${lines.join(',')}\n\t}\n}\n`;
}

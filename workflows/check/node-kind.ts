import type { INode, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import type { Names } from './n8n/names.ts';
import { wholeParameters } from './whole-parameters.ts';

/** What rules need to know of a type of node. */
export interface NodeKind {
	displayName: string;
	versions: readonly number[];
	/** How many inputs for items a node has with its parameters; a trigger has none. Undefined when it cannot be told. */
	inputs(node: INode): number | undefined;
	/** Names of its outputs for items, without the extra one for errors; undefined when it cannot be told. */
	outputs(node: INode): readonly string[] | undefined;
	/** Kinds of connection by which it serves another node, as a model or a tool serves an agent: `ai_tool`. */
	serves(node: INode): readonly string[];
	/** Whether a name is one that n8n gives to a new node. */
	isDefaultName(node: INode): boolean;
	/** Of this package's nodes: those of n8n are not installed here. */
	description?: INodeTypeDescription;
	/** Of n8n's nodes: types of credentials that it can use, whatever its parameters. */
	credentials?(node: INode): readonly string[];
	/** Of n8n's nodes: names of their parameters, whatever their values. */
	parameters?(node: INode): Names;
}

/** Constructors of the package's nodes, under their class names. */
export type NodeClasses = Readonly<Record<string, new () => INodeType>>;

/** The package's nodes under the types by which exported workflows name them. */
export function packageKinds(packageName: string, classes: NodeClasses): [string, NodeKind][] {
	return Object.values(classes).map((NodeClass) => {
		const { description } = new NodeClass();
		return [`${packageName}.${description.name}`, kindOf(description)];
	});
}

function kindOf(description: INodeTypeDescription): NodeKind {
	const { displayName, version, inputs, outputs, outputNames = [], defaults } = description;
	return {
		displayName,
		versions: [version].flat(),
		inputs: () => (Array.isArray(inputs) ? inputs.length : 1),
		outputs: (node) => (Array.isArray(outputs) ? outputs.map((_, index) => outputNames[index] ?? 'Main') : computedOutputs(node, description)),
		serves: () => [],
		isDefaultName: (node) =>
			isNumbered(node.name, [displayName, defaults.name ?? displayName]) ||
			NodeHelpers.isDefaultNodeName(node.name, description, wholeParameters(node, description)),
		description,
	};
}

/** Names of outputs that depend on the parameters, by the node's own expression. */
function computedOutputs(node: INode, description: INodeTypeDescription): string[] {
	const type = { description };
	// n8n would add the output for errors, which does not depend on the type.
	const { onError: _onError, ...rest } = node;
	const whole = { ...rest, parameters: wholeParameters(node, description) };
	const workflow = new Workflow({ nodes: [whole], connections: {}, active: false, nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) } });
	const outputs = NodeHelpers.getNodeOutputs(workflow, whole, description);
	return outputs.map((output) => (typeof output === 'string' ? 'Main' : output.displayName || 'Main'));
}

/** Whether a name is one of these, or one with the number that n8n adds to the second: "If", "If1". */
export function isNumbered(name: string, names: readonly string[]): boolean {
	const bare = name.replace(/\s*\d+$/, '').toLowerCase();
	return names.some((candidate) => candidate.toLowerCase() === bare);
}

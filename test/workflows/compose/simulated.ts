import type { INode, INodeParameters } from 'n8n-workflow';

import type { SchemaType } from '../../../nodes/InformationType/schema.ts';
import { typeOf } from '../../../nodes/InformationType/schema.ts';
import { walk } from '../../../nodes/InformationType/validate/walk.ts';
import type { Process } from '../../../workflows/check/process.ts';
import type { Exported } from '../../../workflows/compose/drawing.ts';
import { fieldsOfType } from '../../../workflows/compose/field.ts';

export type Item = Record<string, unknown>;

/** A value of a type; a random one, with fields left out that may be. */
export type Giver = (type: SchemaType) => Item;

/** The value of an expression, as n8n would give it. */
export function evaluated(expression: unknown, $json: unknown): unknown {
	if (typeof expression !== 'string' || !expression.startsWith('=')) return expression;
	const code = /^=\{\{(.*)\}\}$/s.exec(expression)?.[1];
	if (code === undefined) throw new Error(`Not one expression: ${expression}`);
	// The text is the composer's own.
	// eslint-disable-next-line @typescript-eslint/no-implied-eval
	return (new Function('$json', `return (${code});`) as (json: unknown) => unknown)($json);
}

export function typeIn({ schema, root }: INodeParameters): SchemaType {
	return typeOf(schema as string, root as string);
}

/** A node by its name. */
export function nodeOf({ nodes }: { nodes: INode[] }, name: string): INode {
	const found = nodes.find((node) => node.name === name);
	if (found === undefined) throw new Error(`There is no node ${name}`);
	return found;
}

/**
 * Goes along the wires of a composed process as n8n does when nothing fails: each step is given the fields that it declares, and
 * gives a value of its type.
 *
 * @returns the output, and whatever did not fit on the way
 */
export function simulated(workflow: Exported, steps: readonly Process[], input: Item, give: Giver): { output: Item; problems: string[] } {
	const problems: string[] = [];
	const hold = (where: string, value: unknown, type: SchemaType, shaping: boolean): Item => {
		const held = walk(value, type, shaping, shaping);
		problems.push(...held.problems.map(({ path, problem }) => `${where}: ${path} ${problem}`));
		return held.value as Item;
	};
	const stepRun = (id: unknown, item: Item): Item => {
		const step = steps.find((each) => each.id === id)!;
		const taken = nodeOf(step, 'Hold the input').parameters;
		const fields = fieldsOfType(typeIn(taken)) ?? [];
		hold(step.id, Object.fromEntries(fields.map(({ key }) => [key, item[key] ?? null])), typeIn(taken), true);
		return give(typeIn(nodeOf(step, 'Give it').parameters));
	};
	const begin = nodeOf(workflow, 'Begin');
	let item = hold('Begin', evaluated(begin.parameters.input, input), typeIn(begin.parameters), false);
	for (let name = workflow.connections.Begin!.main[0]![0]!.node; ; name = workflow.connections[name]!.main[0]![0]!.node) {
		const { parameters } = nodeOf(workflow, name);
		if (parameters.operation === 'finish') {
			const output = evaluated(parameters.output, item);
			hold('Finish', output, typeIn(parameters), false);
			return { output: output as Item, problems };
		}
		const at = item;
		const rows = parameters.operation === 'run' ? [parameters.workflowId] : (parameters.steps as { values: { step: unknown }[] }).values.map(({ step }) => step);
		item = Object.assign({}, at, ...rows.map((step) => stepRun((step as { value: string }).value, at))) as Item;
	}
}

import { STICKY_NODE_TYPE } from 'n8n-workflow';

import { processOperation } from '../calls.ts';
import { inputType, isEnd, outputTypes } from '../declared-type.ts';
import { declaredInputs } from '../entrance.ts';
import { STOP_AND_ERROR_NODE_TYPE } from '../n8n/kinds.ts';
import { isStep } from '../process.ts';
import type { Problem, Rule, Subject } from '../rule.ts';
import { fieldsOf, definitionOf } from '../type-definition.ts';

/** Nodes that do the work of a step; more of them are two steps. */
const MOST = 10;

/** A step is small, takes and gives what it says by name and type, and ends as a step does. */
export const steps: Rule = function* (subject) {
	const { process, graph, library } = subject;
	if (!isStep(process)) return;
	const working = process.nodes.filter(({ type }) => type !== STICKY_NODE_TYPE);
	if (working.length > MOST) yield { problem: `has ${working.length} nodes`, allowed: `${MOST}; more are two steps` };
	yield* inputs(subject);
	if (outputTypes(process, library) === undefined) yield { problem: 'does not say of what type its output is', allowed: 'a type in every Process: End Step' };
	for (const node of working) {
		const { name } = processOperation(node, library) ?? {};
		if (name?.startsWith('process.')) yield { node: node.name, problem: 'begins or ends a process within a step', allowed: 'a process of its own; it can be a step of another one' };
		if (node.type === STOP_AND_ERROR_NODE_TYPE || name === 'step.refuse' || isEnd(node, library)) continue;
		for (const [index, output] of graph.outputs(node).entries()) {
			if (graph.from(node.name, index).length > 0) continue;
			yield { node: node.name, problem: `its output ${output} ends the step without a word`, allowed: 'a way to Process: End Step, to Process: Refuse, or to Stop and Error' };
		}
	}
};

/** The form that callers see has the fields of the type. */
function* inputs({ process, library }: Subject): Iterable<Problem> {
	const declared = declaredInputs(process);
	if (declared === undefined) {
		yield { problem: 'does not declare its inputs', allowed: 'a trigger "When Executed by Another Workflow" with fields, and no other' };
		return;
	}
	const held = inputType(process, library);
	if (held === undefined) {
		yield { problem: 'does not say of what type its input is', allowed: 'an Information Type node behind its trigger' };
		return;
	}
	const definition = definitionOf(held.type.root, held.type);
	const wanted = 'struct' in definition ? fieldsOf(definition.struct).map(({ key }) => key) : [];
	const names = declared.map(({ name }) => name);
	for (const name of names.filter((each) => !wanted.includes(each))) yield { problem: `declares the input ${JSON.stringify(name)}, which ${held.name} does not have`, allowed: wanted.join(', ') };
	for (const name of wanted.filter((each) => !names.includes(each))) yield { problem: `does not declare the input ${JSON.stringify(name)} of ${held.name}`, allowed: 'every field of its type' };
}

import type { INode } from 'n8n-workflow';
import { EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE, isResourceMapperValue } from 'n8n-workflow';

import { callsOf, PROCESS } from '../calls.ts';
import { inputType, isEnd, outputTypes, typesAfter } from '../declared-type.ts';
import { declaredInputs } from '../entrance.ts';
import type { Library } from '../library.ts';
import { isEmpty } from '../parameter-value.ts';
import type { Process } from '../process.ts';
import type { Problem, Rule, Subject } from '../rule.ts';
import { misfitsOfLayers } from '../subtype.ts';
import type { DeclaredType } from '../typed-items.ts';
import { layersOf } from '../typed-items.ts';

/** What a workflow is called with is of the type that it takes: declared before the call, and proved field by field. */
export const composition: Rule = function* (subject) {
	const { process, library } = subject;
	for (const node of process.nodes) {
		for (const { id, kind, undo } of callsOf(node, library)) {
			const called = library.processes.find((candidate) => candidate.id === id);
			// That it exists and can be called is another rule.
			if (!called?.nodes.some(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE)) continue;
			const wanted = wantedBy(called, library);
			if (wanted === undefined) {
				yield {
					node: node.name,
					problem: `calls ${called.folder}, which does not say of what type its input is`,
					allowed: 'an Information Type node behind its trigger, or a type in Process: Start',
				};
			} else if (kind !== 'undo') {
				yield* givenTo(subject, node, called, wanted);
				if (undo !== undefined) yield* undoneBy(subject, node, called, undo);
			} else if (isEnd(node, library)) yield* undoneBy(subject, node, process, called.id);
		}
	}
};

/** What a workflow takes; n8n drops whatever its entrance does not declare. */
export function wantedBy(called: Process, library: Library): DeclaredType | undefined {
	const wanted = inputType(called, library);
	return wanted && { ...wanted, shaping: wanted.shaping || declaredInputs(called) !== undefined };
}

function* givenTo({ graph, library }: Subject, node: INode, called: Process, wanted: DeclaredType): Iterable<Problem> {
	const takes = `${called.folder} takes ${wanted.name}`;
	const mapped = mappedFields(node);
	for (const edge of graph.into(node.name)) {
		// What a form of Execute Sub-workflow is filled with is not looked into.
		const given = mapped !== undefined && node.type !== PROCESS ? undefined : typesAfter(graph, library, edge);
		if (given === undefined) {
			yield {
				node: node.name,
				problem: `${takes}, but of what type the items from ${JSON.stringify(edge.from)} are is not declared`,
				allowed: `an Information Type node for ${wanted.name} right before, its items passed on as they are`,
			};
		}
		yield* misfitting(node, takes, given ?? [], wanted, mapped);
	}
}

/** An undo step gets the input of the step and what the step gave. */
function* undoneBy({ library }: Subject, node: INode, step: Process, undo: string): Iterable<Problem> {
	const undoing = library.processes.find(({ id }) => id === undo);
	const wanted = undoing && wantedBy(undoing, library);
	const taken = wantedBy(step, library);
	const given = outputTypes(step, library);
	// That types are declared at all is the business of other rules.
	if (wanted === undefined || taken === undefined || given === undefined) return;
	const all = given.map((each) => ({ ...each, name: `${taken.name} + ${each.name}`, beneath: [...(each.beneath ?? []), ...layersOf(taken)] }));
	yield* misfitting(node, `${undoing?.folder ?? undo}, which undoes ${step.folder}, takes ${wanted.name}`, all, wanted);
}

function* misfitting(node: INode, takes: string, given: readonly DeclaredType[], wanted: DeclaredType, mapped?: ReadonlyMap<string, string | null>): Iterable<Problem> {
	const wrong = given.flatMap((each) => misfitsOfLayers(layersOf(each), wanted.type, wanted.shaping, mapped).map((problem) => `${takes}, but gets ${each.name}: ${problem}`));
	for (const problem of new Set(wrong)) yield { node: node.name, problem, allowed: wanted.name };
}

/** Where the fields of a form come from: the item's field of that name, or something else. Undefined when the item goes as it is. */
function mappedFields({ parameters: { workflowInputs } }: INode): ReadonlyMap<string, string | null> | undefined {
	if (!isResourceMapperValue(workflowInputs) || workflowInputs.mappingMode !== 'defineBelow') return undefined;
	const filled = Object.entries(workflowInputs.value ?? {}).filter(([, value]) => !isEmpty(value));
	return filled.length === 0 ? undefined : new Map(filled.map(([name, value]) => [name, FIELD.exec(String(value))?.[1] ?? null]));
}

/** An expression that takes a field of the item as it is. */
const FIELD = /^=\{\{\s*\$json\.([A-Za-z_$][\w$]*)\s*\}\}$/;

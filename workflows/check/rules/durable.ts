import { EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE, STICKY_NODE_TYPE } from 'n8n-workflow';

import { callsOf, processOperation } from '../calls.ts';
import { parseExpression } from '../expression.ts';
import { isExpression } from '../parameter-value.ts';
import type { Problem, Rule, Subject } from '../rule.ts';
import { textsIn } from '../texts.ts';

/** A process that keeps a journal can be gone on with after a crash, and undoes what it has done when a step fails. */
export const durable: Rule = function* (subject) {
	const { process, graph } = subject;
	const starts = named(subject, 'process.start');
	for (const start of starts) {
		const entrances = process.nodes.filter(({ type, name }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE && graph.downstream(name).has(start));
		if (entrances.length === 0) yield { node: start, problem: 'nobody can go on with the process after a crash', allowed: 'a second trigger, "When Executed by Another Workflow", that leads to it' };
		const after = graph.downstream(start);
		const before = new Set([...graph.nodes.keys()].filter((name) => !after.has(name) && graph.downstream(name).has(start)));
		for (const name of after) yield* readsOf(subject, name, before);
		if (!named(subject, 'process.finish').some((finish) => after.has(finish))) yield { node: start, problem: 'no way leads to the end of the process', allowed: 'a node Process: Finish behind it' };
	}
	yield* waitingSteps(subject);
	const undos = named(subject, 'process.undo');
	for (const name of named(subject, 'step.run', 'step.runForEach', 'step.runTogether', 'process.finish')) {
		const failed = graph.from(name, 1).flatMap(({ to }) => [to, ...graph.downstream(to)]);
		if (failed.length > 0 && !failed.some((next) => undos.includes(next))) yield { node: name, problem: 'nothing is undone when it fails', allowed: 'a way from its output Failed to Process: Undo' };
	}
};

/** What waits goes on in an execution of its own, and has nobody to give its output to. */
function* waitingSteps({ process, library }: Subject): Iterable<Problem> {
	for (const node of process.nodes) {
		for (const { id, kind } of callsOf(node, library)) {
			const called = kind === 'call' ? undefined : library.processes.find((each) => each.id === id);
			if (called === undefined || named({ process: called, library }, 'step.wait').length === 0) continue;
			yield { node: node.name, problem: `runs ${called.folder}, which waits`, allowed: 'a wait of its own, between its steps' };
		}
	}
}

/** A run that is gone on with begins at Start, with what the journal has. */
function* readsOf({ graph }: Subject, name: string, before: ReadonlySet<string>): Iterable<Problem> {
	const node = graph.nodes.get(name);
	if (node === undefined || node.type === STICKY_NODE_TYPE) return;
	const read = new Set([...textsIn(node.parameters)].flatMap(({ text }) => (isExpression(text) ? parseExpression(text).nodes : [])));
	for (const earlier of [...read].filter((each) => before.has(each))) {
		yield { node: name, problem: `reads ${JSON.stringify(earlier)}, which does not run again after a crash`, allowed: 'what the input of Process: Start carries' };
	}
}

function named({ process, library }: Pick<Subject, 'process' | 'library'>, ...operations: string[]): string[] {
	return process.nodes.filter((node) => operations.includes(processOperation(node, library)?.name ?? '')).map(({ name }) => name);
}

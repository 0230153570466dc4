import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';

/** Every node is of a type and version that exists, and takes part. */
export const nodeTypes: Rule = function* ({ process, library: { kinds } }) {
	for (const { name, type, typeVersion, disabled } of process.nodes) {
		const kind = kinds.get(type);
		if (kind === undefined) {
			const problem = `there is no node type ${JSON.stringify(type)} here`;
			yield { node: name, problem, allowed: nearest(type, [...kinds.keys()]).join(', ') };
		} else if (!kind.versions.includes(typeVersion)) {
			const problem = `${kind.displayName} has no version ${typeVersion} here`;
			yield { node: name, problem, allowed: kind.versions.join(', ') };
		}
		if (disabled) yield { node: name, problem: 'is deactivated', allowed: 'nodes that take part; remove the others' };
	}
};

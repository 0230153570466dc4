import type { Names } from '../n8n/names.ts';
import { isRecord } from '../parameter-value.ts';
import type { Rule } from '../rule.ts';

/** Nodes of n8n carry no parameter that their version does not have; what n8n does not know it ignores without a word. */
export const n8nParameters: Rule = function* ({ process, library: { kinds } }) {
	for (const node of process.nodes) {
		const kind = kinds.get(node.type);
		const names = kind?.parameters?.(node);
		if (kind === undefined || names === undefined || !kind.versions.includes(node.typeVersion)) continue;
		for (const { path, allowed } of unknownIn(node.parameters, names, '')) {
			const problem = `parameter ${JSON.stringify(path)} is unknown to ${kind.displayName} ${node.typeVersion}`;
			yield { node: node.name, problem, allowed: [...allowed.keys()].join(', ') || 'none' };
		}
	}
};

interface Unknown {
	path: string;
	/** The names that there are in its place. */
	allowed: Names;
}

/** Only collections and tables say what is inside of them; other values, such as conditions, are n8n's own business. */
function* unknownIn(value: unknown, names: Names, path: string): Iterable<Unknown> {
	if (Array.isArray(value)) {
		for (const [index, row] of value.entries()) yield* unknownIn(row, names, `${path}[${index}]`);
	}
	if (!isRecord(value)) return;
	for (const [name, part] of Object.entries(value)) {
		const at = path === '' ? name : `${path}.${name}`;
		const inside = names.get(name);
		if (inside === undefined) yield { path: at, allowed: names };
		else if (inside.size > 0) yield* unknownIn(part, inside, at);
	}
}

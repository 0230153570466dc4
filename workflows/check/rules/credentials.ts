import type { INode, INodeCredentialDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { NodeKind } from '../node-kind.ts';
import type { Rule } from '../rule.ts';
import { wholeParameters } from '../whole-parameters.ts';

/** Types of credentials that a node has use for with its parameters; of n8n's own, those that it could ever need. */
function wantedBy(node: INode, kind: NodeKind): Pick<INodeCredentialDescription, 'name' | 'required'>[] {
	const { description } = kind;
	if (description === undefined) return (kind.credentials?.(node) ?? []).map((name) => ({ name }));
	const parameters = wholeParameters(node, description);
	return (description.credentials ?? []).filter((credential) => NodeHelpers.displayParameter(parameters, credential, node, description));
}

/** Nodes have the credentials that they need with their parameters, and no others; each exists in the stack. */
export const credentials: Rule = function* ({ process, library }) {
	for (const node of process.nodes) {
		const kind = library.kinds.get(node.type);
		if (kind === undefined) continue;
		const wanted = wantedBy(node, kind);
		const types = wanted.map(({ name }) => name).join(', ') || 'none';
		for (const { name, required } of wanted) {
			if (!required || node.credentials?.[name] !== undefined) continue;
			yield { node: node.name, problem: `has no credential of type ${name}` };
		}
		for (const [type, { id, name }] of Object.entries(node.credentials ?? {})) {
			if (!wanted.some((credential) => credential.name === type)) {
				yield { node: node.name, problem: `does not use a credential of type ${type}`, allowed: types };
				continue;
			}
			// What another n8n has is not known here.
			if (process.isElsewhere) continue;
			const given = JSON.stringify({ id, name });
			const provisioned = library.credentials
				.filter((credential) => credential.type === type)
				.map((credential) => JSON.stringify({ id: credential.id, name: credential.name }));
			if (provisioned.includes(given)) continue;
			yield {
				node: node.name,
				problem: `the stack provisions no credential ${given} of type ${type}`,
				allowed: provisioned.join(' or ') || 'none',
			};
		}
	}
};

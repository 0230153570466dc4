import type { INode, INodeParameters } from 'n8n-workflow';

import { isExpression, isRecord } from '../parameter-value.ts';

/** Inputs for items of a node whose inputs depend on its parameters; undefined where that is not known here. */
export function computedInputs({ type, parameters }: INode): number | undefined {
	if (type.endsWith('Trigger')) return 0;
	if (type !== 'n8n-nodes-base.merge') return undefined;
	const { numberInputs = 2 } = parameters;
	return typeof numberInputs === 'number' ? numberInputs : undefined;
}

/** Outputs for items of a node whose outputs depend on its parameters; undefined where that is not known here. */
export function computedOutputs(node: INode): readonly string[] | undefined {
	return OUTPUTS[node.type]?.(node);
}

const OUTPUTS: Readonly<Record<string, (node: INode) => readonly string[] | undefined>> = {
	// An output for each of several methods.
	'n8n-nodes-base.webhook': ({ parameters: { httpMethod } }) => (Array.isArray(httpMethod) ? httpMethod.map(String) : ['Main']),
	'n8n-nodes-base.respondToWebhook': ({ typeVersion, parameters }) => {
		const answers = typeVersion === 1.3 || (typeVersion > 1.3 && parameters.enableResponseOutput === true);
		return answers ? ['Input Data', 'Response'] : ['Main'];
	},
	'n8n-nodes-base.switch': ({ typeVersion, parameters }) => (typeVersion < 3 ? undefined : switchOutputs(parameters)),
};

/** An output for each rule, and one for what fits none when the user wants it. */
function switchOutputs({ mode, numberOutputs = 4, rules, options }: INodeParameters): string[] | undefined {
	if (mode === 'expression') {
		return typeof numberOutputs === 'number' ? Array.from({ length: numberOutputs }, (_, index) => String(index)) : undefined;
	}
	const { values = [] }: Record<string, unknown> = isRecord(rules) ? rules : {};
	if (!Array.isArray(values) || isExpression(rules)) return undefined;
	const named = values.map((rule, index) => (isRecord(rule) && rule.renameOutput === true ? String(rule.outputKey) : String(index)));
	const { fallbackOutput }: Record<string, unknown> = isRecord(options) ? options : {};
	return fallbackOutput === 'extra' ? [...named, 'Fallback'] : named;
}

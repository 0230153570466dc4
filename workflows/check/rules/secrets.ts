import { isExpression } from '../parameter-value.ts';
import type { Rule } from '../rule.ts';
import { secretIn } from '../secret.ts';
import { textsIn } from '../texts.ts';

/** Names of parameters whose value is one. */
const NAMED = /(?:pass(?:word|phrase)|secret|token|api_?key|private_?key|access_?key)$/i;

/** Secrets are in n8n's credentials, never in a workflow. What looks like one is not repeated here. */
export const secrets: Rule = function* ({ process }) {
	for (const { name, parameters } of process.nodes) {
		for (const header of headersIn(parameters)) {
			yield { node: name, problem: `sends the header ${header} with a fixed value`, allowed: 'a credential' };
		}
		for (const { path, key, text } of textsIn(parameters)) {
			const fixed = NAMED.test(key) && text !== '' && !isExpression(text);
			const secret = fixed ? 'a fixed secret' : secretIn(text);
			if (secret === undefined) continue;
			yield { node: name, problem: `parameter ${JSON.stringify(path)} holds ${secret}`, allowed: 'a credential' };
		}
	}
	for (const { path, text } of textsIn({ settings: process.settings, staticData: process.staticData })) {
		const secret = secretIn(text);
		if (secret !== undefined) yield { problem: `${path} holds ${secret}`, allowed: 'a credential' };
	}
};

const PROVING = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];

/** Names of headers that prove who calls, given a fixed value in a table of name and value. */
function* headersIn(value: unknown): Iterable<string> {
	if (typeof value !== 'object' || value === null) return;
	const { name, value: given } = value as { name?: unknown; value?: unknown };
	const proving = typeof name === 'string' && PROVING.includes(name.toLowerCase());
	if (proving && typeof given === 'string' && given !== '' && !isExpression(given)) yield name;
	for (const part of Object.values(value)) yield* headersIn(part);
}

import { parseArgs } from 'node:util';

import { Refusal } from './refusal.ts';
import type { Request, Webhook } from './request.ts';

/** What the user of the command wants. */
export interface CommandLine {
	help: boolean;
	explain: boolean;
	force: boolean;
	request: Request;
}

/** Of a process, as the node Process wants it. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const METHODS = ['POST', 'PUT', 'PATCH'];
const PATH = /^[\w.~-]+(?:\/[\w.~-]+)*$/;

const options = {
	help: { type: 'boolean', short: 'h' },
	explain: { type: 'boolean' },
	force: { type: 'boolean' },
	name: { type: 'string' },
	webhook: { type: 'string' },
	group: { type: 'string', multiple: true },
	beside: { type: 'string', multiple: true },
	input: { type: 'string' },
	output: { type: 'string' },
	key: { type: 'string' },
	set: { type: 'string', multiple: true },
} as const;

/**
 * Reads the command line. Where an option `--beside` stands among the parts is the place at which its steps run.
 *
 * @throws Refusal that says what is wrong and what would be right
 */
export function readCommandLine(words: readonly string[]): CommandLine {
	const { values, tokens } = parsed(words);
	const row = tokens.flatMap((token) => {
		if (token.kind === 'positional') return [named(token.value.split('+'))];
		return token.kind === 'option' && token.name === 'beside' ? [named((token.value ?? '').split(','))] : [];
	});
	const { help = false, explain = false, force = false } = values;
	const request: Request = { name: values.name ?? '', row, key: listed(values.key), ...webhookOf(values.webhook, values.group, values.set), ...(values.input !== undefined && { input: values.input }), ...(values.output !== undefined && { output: values.output }) };
	if (!help) checkRequest(request);
	return { help, explain, force, request };
}

function parsed(words: readonly string[]) {
	try {
		return parseArgs({ args: [...words], options, allowPositionals: true, tokens: true });
	} catch (error) {
		throw new Refusal(`${(error as Error).message}\nnpm run compose -- --help says what there is.`);
	}
}

function checkRequest({ name, row }: Request): void {
	if (row.length === 0) throw new Refusal('No steps are named: npm run compose -- <step> <step> … --name <process>.');
	if (name === '') throw new Refusal('The process has no name: --name publish-document.');
	if (!NAME.test(name)) throw new Refusal(`"${name}" is no name for a process: small letters, digits and single hyphens, such as publish-document.`);
}

function webhookOf(written: string | undefined, groups: readonly string[] = [], settings: readonly string[] = []): { webhook?: Webhook } {
	const members = groups.flatMap((text) => listed(text));
	if (written === undefined) {
		if (settings.length > 0) throw new Refusal("--set makes fields of what the webhook got, and there is none: add --webhook 'POST publish-document'.");
		if (members.length > 0) throw new Refusal("--group says who may call the webhook, and there is none: add --webhook 'POST publish-document'.");
		return {};
	}
	const [method = '', path = '', ...more] = written.trim().split(/\s+/);
	if (more.length > 0 || !METHODS.includes(method) || !PATH.test(path)) {
		throw new Refusal(`--webhook "${written}" is no method and path: one of ${METHODS.join(', ')} (the input is the body), and a path such as publish-document.`);
	}
	if (members.length === 0) throw new Refusal('Who may call the webhook? Name their group in Authentik: --group document-publishers.');
	return { webhook: { method, path, groups: members, set: Object.fromEntries(settings.map(setting)) } };
}

function setting(written: string): [string, string] {
	const at = written.indexOf('=');
	const [name, expression] = [written.slice(0, at).trim(), written.slice(at + 1).trim()];
	if (at < 1 || name === '' || expression === '') throw new Refusal(`--set "${written}" is no field and expression: --set 'request=$execution.id'.`);
	return [name, expression];
}

function listed(text = ''): string[] {
	return text.split(',').map((word) => word.trim()).filter((word) => word !== '');
}

function named(parts: readonly string[]): string[] {
	if (parts.some((part) => part.trim() === '')) throw new Refusal('A part of the row has no name: write steps that run at once as a+b, or as --beside a,b.');
	return parts.map((part) => part.trim());
}

import type { ProcessType } from './process-type.ts';
import type { Webhook } from './request.ts';

/** The field by which the header of that name goes from the webhook to Process: Start. */
export const REQUEST_KEY = 'idempotencyKey';

/** The caller's JSON; whatever is no object has no fields, and the type says what is missing. */
const BODY = "...(typeof $json.body === 'object' ? $json.body : {})";

/**
 * What of a request is handed on: its body, what is made of the rest, whatever the body says of it, and unless the key is made of
 * those, the header that makes two requests one.
 */
export function requestRead({ set }: Webhook, keyed: boolean): string {
	// Two callers may choose the same key, and mean two requests.
	const header = "$json.headers['idempotency-key']";
	const made = Object.entries(set).map(([key, expression]) => `${named(key)}: (${expression})`);
	const fields = [BODY, ...made, ...(keyed ? [`${REQUEST_KEY}: ${header} ? $json.identity.subject + '/' + ${header} : ''`] : [])];
	return `={{ { ${fields.join(', ')} } }}`;
}

/** The key of a run. A slash in a word is written otherwise, so that no two lists of words give one key. */
export function runKey(key: readonly string[], headed: boolean): string {
	if (key.length === 0) return headed ? `={{ $json.${REQUEST_KEY} ?? '' }}` : '';
	const words = key.map(itsField);
	return words.length === 1 ? `={{ String(${words[0]}) }}` : `={{ [${words.join(', ')}].map((word) => encodeURIComponent(word)).join('/') }}`;
}

/** The input of a run: what came in, without the key, and without the nulls that n8n gives for what a caller leaves out. */
export function runInput({ fields }: ProcessType, headed: boolean): string {
	// A process that takes nothing is given whole items, for no entrance can declare that.
	if (fields.length === 0) return '={{ {} }}';
	const nulls = fields.filter(({ absent, typed }) => absent && typed.nullable !== true).map(({ key }) => text(key));
	const conditions = [
		...(headed ? [`name !== ${text(REQUEST_KEY)}`] : []),
		...(nulls.length > 0 ? [`(value !== null || ![${nulls.join(', ')}].includes(name))`] : []),
	];
	return conditions.length === 0 ? '={{ $json }}' : `={{ Object.fromEntries(Object.entries($json).filter(([name, value]) => ${conditions.join(' && ')})) }}`;
}

/** An object of the fields of a type, as the item has them. */
export function output({ fields }: ProcessType): string {
	const entries = fields.map(({ key }) => `${named(key)}: ${itsField(key)}`);
	return entries.length === 0 ? '={{ {} }}' : `={{ { ${entries.join(', ')} } }}`;
}

function itsField(key: string): string {
	return isWord(key) ? `$json.${key}` : `$json[${text(key)}]`;
}

function named(key: string): string {
	return isWord(key) ? key : text(key);
}

function isWord(key: string): boolean {
	return /^[A-Za-z_$][\w$]*$/.test(key);
}

/** In single quotes, as the neighbours have it. */
function text(value: string): string {
	return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

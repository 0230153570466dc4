import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** Names of parameters, each with those inside it: of a collection its options, of a table its groups with their columns. */
export type Names = ReadonlyMap<string, Names>;

type Growing = Map<string, Growing>;

/** The names of declared parameters; one name that is declared several times has what is inside any of them. */
export function namesOf(properties: readonly INodeProperties[], into: Growing = new Map()): Names {
	for (const { name, type, options } of properties) {
		if (type === 'notice' || type === 'callout') continue;
		const inside = into.get(name) ?? new Map<string, Growing>();
		into.set(name, inside);
		if (type === 'collection') namesOf((options ?? []) as INodeProperties[], inside);
		if (type !== 'fixedCollection') continue;
		for (const { name: group, values = [] } of (options ?? []) as INodePropertyCollection[]) {
			const columns = inside.get(group) ?? new Map<string, Growing>();
			inside.set(group, columns);
			namesOf(values, columns);
		}
	}
	return into;
}

/** `path options(responseCode(values(responseCode)))`: short, and a line of it says what changed with a release of n8n. */
export function writeNames(names: Names): string {
	const plain = (name: string) => encodeURIComponent(name).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
	const entries = [...names].map(([name, inside]) => plain(name) + (inside.size === 0 ? '' : `(${writeNames(inside)})`));
	return entries.join(' ');
}

/** @throws Error when parentheses do not match */
export function readNames(text: string): Names {
	const root: Growing = new Map();
	const open = [root];
	let last = root;
	for (const [sign] of text.matchAll(/[()]|[^() ]+/g)) {
		if (sign === '(') open.push(last);
		else if (sign === ')') open.pop();
		else {
			last = new Map<string, Growing>();
			open.at(-1)?.set(decodeURIComponent(sign), last);
		}
	}
	if (open.length !== 1) throw new Error(`Parentheses do not match: ${text.slice(0, 80)}`);
	return root;
}

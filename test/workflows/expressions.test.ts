import { parseExpression } from '../../workflows/check/expression.ts';
import { findings } from './small-library.ts';

const withTitle = (title: string) => findings((_, { 'Shelve it': shelve }) => (shelve!.parameters.title = title));

describe('expressions', () => {
	it.each([
		"={{ $('Receive book').first().json.title }}",
		'={{ $("Check the caller").item.json.identity.subject }}',
		"={{ (() => {\n  const { a = 1, ...rest } = $json;\n  // A comment.\n  return { ...rest, text: `${a}/x`.hash('sha256'), b: a?.b ?? 2 };\n})() }}",
		'=Book {{ $json.title }}, {{ $execution.id }}',
		'A title',
		'=',
	])('pass: %s', (title) => {
		expect(withTitle(title)).toEqual([]);
	});

	it.each([
		["={{ $('Receive boook').first() }}", 'reads "Receive boook", which is no node here'],
		['={{ $node["Nobody"].json.x }}', 'reads "Nobody", which is no node here'],
		['={{ $node.Nobody.json.x }}', 'reads "Nobody", which is no node here'],
		['={{ $items(`Nobody`).length }}', 'reads "Nobody", which is no node here'],
		["=a {{ 1 }} b {{ [1].map(() => $('Nobody').first()) }}", 'reads "Nobody", which is no node here'],
		["={{ $('Answer').first() }}", 'reads "Answer", which never runs before it'],
		["={{ $('Refuse').first() }}", 'reads "Refuse", which never runs before it'],
		["={{ $('Receive' + ' book').first() }}", 'reads a node by a computed name (allowed: its name as a text)'],
		['={{ $json.title', 'cannot be evaluated: {{ is not closed by }}'],
		['={{ $json. }}', 'cannot be evaluated: Line 1: Unexpected end of input'],
		['={{ const a = 1 }}', 'cannot be evaluated: Not a expression statement'],
		['={{ $ }}', 'cannot be evaluated: Cannot access "$" without calling it as a function'],
		['={{ new (class extends Function {})() }}', 'cannot be evaluated: Cannot extend "Function" due to security concerns'],
		['{{ $json.title }}', 'has {{ }} but is no expression (allowed: a leading =)'],
	])('are found: %s', (title, problem) => {
		expect(withTitle(title)).toEqual([`"Shelve it": parameter "title" ${problem}`]);
	});

	it('are found inside collections and rows', () => {
		const tag = { values: [{ key: 'a' }, { key: 'b', value: "={{ $('Nobody') }}" }] };
		const found = findings((_, { 'Shelve it': shelve }) => (shelve!.parameters.tag = tag));
		expect(found).toEqual(['"Shelve it": parameter "tag.values[1].value" reads "Nobody", which is no node here']);
	});

	it('may read a node that only a loop brings before them', () => {
		const found = findings((process, { 'Check the caller': check }) => {
			check!.parameters.token = "={{ $('Shelve it').isExecuted ? '' : $json.headers.authorization }}";
			process.connections['Shelve it']!.main![1]!.push({ node: 'Check the caller', type: 'main', index: 0 });
		});
		expect(found).toEqual([]);
	});

	it('may read their own node only in a loop', () => {
		const own = "={{ $('Shelve it').first().json.title }}";
		expect(withTitle(own)).toEqual(['"Shelve it": parameter "title" reads "Shelve it", which never runs before it']);
		const looping = findings((process, { 'Shelve it': shelve }) => {
			shelve!.parameters.title = own;
			process.connections['Shelve it']!.main![1]!.push({ node: 'Shelve it', type: 'main', index: 0 });
		});
		expect(looping).toEqual([]);
	});

	it('are nowhere in notes', () => {
		expect(findings((_, { Section: section }) => (section!.parameters.content = 'Write {{ $json }}'))).toEqual([]);
	});

	it('are not evaluated', () => {
		expect(parseExpression('={{ (() => { throw new Error("ran") })() }}')).toEqual({ nodes: [], computed: false });
	});
});

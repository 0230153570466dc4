import type { INodeParameters } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { isOneExpression, rawPart } from '../../../nodes/shared/raw-parameter.ts';

const nodeTypes = { getByName: () => undefined, getByNameAndVersion: () => undefined, getKnownTypes: () => ({}) } as never;
const node = { id: '1', name: 'Test', type: 'test', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} as INodeParameters };
const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
/** What n8n gives for a template; `undefined` for one that it cannot read. */
function resolve(template: string): unknown {
	try {
		return workflow.expression.getSimpleParameterValue(node, template, 'internal', {});
	} catch {
		return undefined;
	}
}

describe('one expression', () => {
	it.each(['={{ 1 }}', '={{1}}', '={{ "}" }}', '={{\n1\n}}', '={{ { a: { b: 1 } } }}'])('is %p', (raw) => {
		expect(isOneExpression(raw)).toBe(true);
	});

	it.each(['', '=', '1', '{{ 1 }}', '=1', '= {{ 1 }}', '={{ 1 }}\n', '={{ 1 }}{{ 2 }}', '={"a": {{ 1 }}}', 1, null, undefined, { a: '={{ 1 }}' }])('is not %p', (raw) => {
		expect(isOneExpression(raw)).toBe(false);
	});

	it('is what n8n gives as the value that it is, and nothing else', () => {
		const parts = ['{{ 1 }}', '\n', 'a', '{', '}', '\\', ''];
		const templates = parts.flatMap((one) => parts.flatMap((two) => parts.map((three) => `=${one}${two}${three}`)));
		const read = [...new Set(templates)].map((raw) => ({ raw, given: resolve(raw) })).filter(({ given }) => given !== undefined);
		expect(read.map(({ raw }) => [raw, isOneExpression(raw)])).toEqual(read.map(({ raw, given }) => [raw, typeof given === 'number']));
		expect(read.length).toBeGreaterThan(150);
	});
});

test('a part of what an expression gives comes from that expression', () => {
	expect(rawPart({ values: [{ a: '={{ 1 }}' }] }, 'values')).toEqual([{ a: '={{ 1 }}' }]);
	expect(rawPart(['x'], 0)).toBe('x');
	expect(rawPart('={{ $json }}', 'values')).toBe('={{ $json }}');
	expect(rawPart(undefined, 'values')).toBeUndefined();
});

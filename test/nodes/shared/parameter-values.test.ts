import type { IExecuteFunctions } from 'n8n-workflow';

import { ParameterValues } from '../../../nodes/shared/parameter-values.ts';

/** Gives what the parameters hold, and of an expression text that names the item; counts how often it is asked for a value. */
function execution(parameters: Record<string, unknown>) {
	let asked = 0;
	const resolve = (value: unknown, index: number): unknown => {
		if (typeof value === 'string') return value.startsWith('=') ? `of item ${index}` : value;
		if (Array.isArray(value)) return value.map((entry) => resolve(entry, index));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolve(entry, index)]));
	};
	const getNodeParameter = ((name: string, index: number, fallback: unknown, options?: { extractValue?: boolean; rawExpressions?: boolean }) => {
		const raw = parameters[name] ?? fallback;
		if (options?.rawExpressions) return raw;
		asked += 1;
		const value = resolve(raw, index);
		return options?.extractValue ? (value as { value: unknown }).value : value;
	}) as IExecuteFunctions['getNodeParameter'];
	return { values: ParameterValues.of({ getNodeParameter }), asked: () => asked };
}

it.each<[string, unknown]>([
	['text', 'orders'],
	['a number', 7],
	['false', false],
	['a list', ['a', 'b']],
	['a collection', { most: 5, name: 'n' }],
	['an empty collection', {}],
])('%s without an expression is asked for once, whatever the item', (_what, given) => {
	const { values, asked } = execution({ given });
	expect([0, 1, 2].map((index) => values.of('given', index, ''))).toEqual([given, given, given]);
	expect(asked()).toBe(1);
});

it.each<[string, unknown, unknown]>([
	['as a whole', '={{ $json.id }}', 'of item 2'],
	['in a list', ['a', '={{ $json.id }}'], ['a', 'of item 2']],
	['in a collection', { most: '={{ $json.id }}' }, { most: 'of item 2' }],
	['deeper', { rows: [{ name: '={{ $json.id }}' }] }, { rows: [{ name: 'of item 2' }] }],
])('an expression %s is asked for of each item', (_where, given, ofItem2) => {
	const { values } = execution({ given });
	values.of('given', 0, '');
	expect(values.of('given', 2, '')).toEqual(ofItem2);
});

it('an expression that is the default counts as one', () => {
	const { values } = execution({});
	expect([0, 1].map((index) => values.of('given', index, '={{ $json }}'))).toEqual(['of item 0', 'of item 1']);
});

it('what one item changes, no other sees', () => {
	const { values } = execution({ list: ['a'], collection: { name: 'n' } });
	for (const index of [0, 1, 2]) {
		const list = values.of('list', index, []) as string[];
		const collection = values.of('collection', index, {}) as { name: string };
		expect([list, collection]).toEqual([['a'], { name: 'n' }]);
		list.push('b');
		collection.name = 'other';
	}
});

it('the value in a locator and the locator are two things', () => {
	const locator = { __rl: true, mode: 'name', value: 'orders' };
	const { values, asked } = execution({ stream: locator });
	for (const index of [0, 1]) {
		expect(values.of('stream', index, {})).toEqual(locator);
		expect(values.of('stream', index, {}, true)).toBe('orders');
	}
	expect(asked()).toBe(2);
});

it('what n8n throws is not remembered: each item fails with its own error', () => {
	const getNodeParameter = ((_name: string, index: number, _fallback: unknown, options?: { rawExpressions?: boolean }) => {
		if (options?.rawExpressions) return 'fixed';
		throw new Error(`item ${index}`);
	}) as IExecuteFunctions['getNodeParameter'];
	const values = ParameterValues.of({ getNodeParameter });
	for (const index of [0, 1]) expect(() => values.of('given', index, '')).toThrow(`item ${index}`);
});

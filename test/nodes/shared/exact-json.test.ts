import fc from 'fast-check';

import { digitsAsText, exactValue, parseExactly } from '../../../nodes/shared/exact-json.ts';

const again = (text: string) => JSON.stringify(parseExactly(text));

describe('JSON text', () => {
	it.each([
		'{"id":9007199254740993}',
		'{"$tb":9223372036854775807}',
		'[-12345678901234567890,0]',
		'9007199254740993',
		'{"price":0.1234567890123456789012345678}',
		'{"far":1e400,"near":1e-400}',
		'{"a":{"b c":[{"id":18446744073709551615}]}}',
	])('%s keeps its digits', (text) => {
		expect(again(text)).toBe(text);
	});

	it.each(['1.0', '1e5', '0.10000000000000001', '6.02214076e23', '-0.5', '"12345678901234567890"', '9007199254740991', '100000.00000000000000'])(
		'%s is the number or text that JavaScript has for it',
		(text) => {
			expect(parseExactly(text)).toBe(JSON.parse(text));
		},
	);

	it('comes back as it was, whatever it holds', () => {
		const integer = fc.bigInt({ min: -(1n << 70n), max: 1n << 70n }).map(String);
		const part = fc.oneof(integer, fc.json());
		fc.assert(
			fc.property(fc.array(part), (parts) => {
				const text = `{"list":[${parts.join(',')}]}`;
				const { list } = JSON.parse(again(text)) as { list: unknown[] };
				expect(list).toEqual((JSON.parse(text) as { list: unknown[] }).list.map((entry) => (Object.is(entry, -0) ? 0 : entry)));
			}),
		);
		fc.assert(fc.property(fc.array(integer), (integers) => expect(again(`[${integers.join(',')}]`)).toBe(`[${integers.join(',')}]`)));
	});
});

describe('for items', () => {
	it('large numbers are text, and it is told which', () => {
		const json = '{"id":12345678901234567890,"rows":[1,{"n":-9007199254740993}],"text":"12345678901234567890","odd key":1e999}';
		expect(digitsAsText(parseExactly(json), 'data')).toEqual({
			value: { id: '12345678901234567890', rows: [1, { n: '-9007199254740993' }], text: '12345678901234567890', 'odd key': '1e999' },
			paths: ['data.id', 'data.rows[1].n', 'data["odd key"]'],
		});
		expect(digitsAsText(parseExactly('{"a":1}'))).toEqual({ value: { a: 1 }, paths: [] });
	});
});

describe('an object out of n8n', () => {
	it('may hold any integer as BigInt', () => {
		expect(JSON.stringify(exactValue({ id: 12345678901234567890n }, 'Data'))).toBe('{"id":12345678901234567890}');
	});

	it.each([
		[{ order: { id: Number('12345678901234567890') } }, 'Data: order.id is 12345678901234567000'],
		[{ rows: [0, 2 ** 53] }, 'Data: rows[1] is 9007199254740992'],
		[Number('12345678901234567890'), 'Data: it is 12345678901234567000'],
		[{ id: Number('340282366920938463463374607431768211455') }, 'Data: id is 3.402823669209385e+38'],
		[{ ratio: Number.NaN }, 'Data: ratio is NaN'],
		[{ 'odd key': [Number.POSITIVE_INFINITY] }, 'Data: ["odd key"][0] is Infinity'],
		[undefined, 'Data: has no JSON form'],
	])('%j is refused by its path', (value, message) => {
		expect(() => exactValue(value, 'Data')).toThrow(message);
	});

	it('that contains itself has no JSON form', () => {
		const loop: Record<string, unknown> = {};
		loop.loop = loop;
		expect(() => exactValue(loop, 'Data')).toThrow('Data: has no JSON form');
	});

	it('comes as JSON has it where JavaScript knows more', () => {
		// A list with a hole, as a Code node can leave one.
		const value = { none: undefined, list: [1, , undefined], own: { toJSON: () => 'text' }, deep: [{ at: [new Date(0)] }] };
		expect(exactValue(value, 'Data')).toStrictEqual({ list: [1, null, null], own: 'text', deep: [{ at: ['1970-01-01T00:00:00.000Z'] }] });
	});

	it('may be as deep as it likes', () => {
		let deep: unknown = 1;
		for (let level = 0; level < 1000; level++) deep = { deep };
		expect(exactValue(deep, 'Data')).toEqual(deep);
	});

	it('keeps measures, fractions and dates', () => {
		expect(exactValue({ avogadro: 6.02214076e23, half: 0.5, at: new Date(0), most: Number.MAX_SAFE_INTEGER }, 'Data')).toEqual({
			avogadro: 6.02214076e23,
			half: 0.5,
			at: '1970-01-01T00:00:00.000Z',
			most: Number.MAX_SAFE_INTEGER,
		});
	});
});

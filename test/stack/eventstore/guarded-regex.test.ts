import { guardedExpression, SlowExpression } from '../../../stack/eventstore/dotnet-regex/guarded.ts';

const endless = '^(?:a+)+$';
const wrong = `${'a'.repeat(60)}b`;

describe('an expression of a filter', () => {
	it.each([
		['without quantifiers', '^(Order|Invoice)-'],
		['with one', '^[^$].*'],
		['with several', '^Order-.*-.*x$'],
		['that looks ahead', '^(?!Order).*$'],
		['with a reference', String.raw`^(.).*\1$`],
	])('%s answers alike alone and prepared', (_what, pattern) => {
		const texts = ['Order-1-2x', 'Invoice-1', '$system', '', 'xOrder-x', 'x'.repeat(500)];
		const alone = guardedExpression(pattern);
		const prepared = guardedExpression(pattern);
		prepared.prepare(texts);
		const expected = texts.map((text) => new RegExp(pattern, 'v').test(text));
		expect(texts.map(alone.test)).toEqual(expected);
		expect(texts.map(prepared.test)).toEqual(expected);
		expect(texts.map(prepared.test)).toEqual(expected);
	});

	it('that backtracks without end is stopped, and not tried again at once', () => {
		const begin = performance.now();
		expect(() => guardedExpression(endless).test(wrong)).toThrow(SlowExpression);
		const first = performance.now() - begin;
		expect(first).toBeLessThan(5_000);
		for (let n = 0; n < 100; n += 1) expect(() => guardedExpression(endless).test(`${wrong}${n}`)).toThrow(SlowExpression);
		expect(performance.now() - begin - first).toBeLessThan(first + 1_000);
	});

	it('that cannot be read is refused', () => {
		expect(() => guardedExpression('(')).toThrow(SyntaxError);
	});
});

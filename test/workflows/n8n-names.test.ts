import fc from 'fast-check';

import type { Names } from '../../workflows/check/n8n/names.ts';
import { namesOf, readNames, writeNames } from '../../workflows/check/n8n/names.ts';

const name = fc.string({ minLength: 1, unit: 'grapheme' });
const { tree } = fc.letrec<{ tree: Names }>((tie) => ({
	tree: fc.array(fc.tuple(name, fc.oneof({ depthSize: 'small' }, fc.constant<Names>(new Map()), tie('tree')))).map((entries) => new Map(entries)),
}));

describe('names of parameters', () => {
	it('are read as they were written, whatever they are', () => {
		fc.assert(fc.property(tree, (names) => expect(readNames(writeNames(names))).toEqual(names)));
	});

	it('are those of all declarations of a name, with what is inside any of them', () => {
		const text = (inner: string) => ({ displayName: inner, name: inner, type: 'string' as const, default: '' });
		const options = (...inside: string[]) => ({ displayName: 'Options', name: 'options', type: 'collection' as const, default: {}, options: inside.map(text) });
		const table = { ...options(), name: 'rows', type: 'fixedCollection' as const, options: [{ name: 'values', displayName: 'Row', values: [text('key')] }] };
		const notice = { ...text('hint'), type: 'notice' as const };
		expect(writeNames(namesOf([text('path'), options('a', 'b'), options('b', 'c'), table, notice]))).toBe('path options(a b c) rows(values(key))');
	});

	it('that were torn are refused', () => {
		expect(() => readNames('a(b')).toThrow('Parentheses do not match: a(b');
	});
});

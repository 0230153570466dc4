import { isCovered, startOf, tagMembers, tagOf, tagText } from '../../../../stack/eventstore/projections/tag.ts';
import type { Tag } from '../../../../stack/eventstore/projections/tag.ts';

const log = (position: number): Tag => ({ kind: 'log', position });
const streams = (revisions: Record<string, number>): Tag => ({ kind: 'streams', revisions });

it.each([
	[startOf(undefined), 'C:0/P:-1'], [log(700), 'C:700/P:700'], [startOf(['s']), 's: -1'], [streams({ a: 1, b: 2 }), 'a: 1; b: 2; '],
])('%j is told as %s', (tag, text) => expect(tagText(tag)).toBe(text));

it.each([log(700), streams({ s: 3 }), streams({ 'a"b': 0, __proto__x: 9 })])('%j is read again out of metadata', (tag) => {
	expect(tagOf(JSON.parse(`{${tagMembers(tag)}}`) as Record<string, unknown>, tag)).toEqual(tag);
});

it('takes none of another kind, and streams of its own only', () => {
	expect(tagOf({ $c: 5, $p: 5 }, startOf(['s']))).toBeUndefined();
	expect(tagOf({ $s: { s: 5 } }, startOf(undefined))).toBeUndefined();
	expect(tagOf({ $s: { s: 5, gone: 7 } }, startOf(['s', 'new']))).toEqual(streams({ s: 5, new: -1 }));
});

it.each([
	[log(5), log(5), true], [log(6), log(5), false], [streams({ a: 1, b: 1 }), streams({ a: 1, b: 2 }), true],
	[streams({ a: 2, b: 1 }), streams({ a: 1, b: 2 }), false], [log(1), streams({ a: 1 }), false],
])('%j is emitted when %j is reached: %s', (tag, by, covered) => expect(isCovered(tag, by)).toBe(covered));

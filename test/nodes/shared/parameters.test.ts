import { collection, field, type Fields, locator, rows } from '../../../nodes/shared/field.ts';
import { readFields } from '../../../nodes/shared/parameters.ts';

/** As n8n gives parameters; it fails to take the value out of a locator that it does not show. */
function read(fields: Fields, parameters: Record<string, unknown>, hidden: readonly string[] = [], raw: Record<string, unknown> = {}) {
	const getNodeParameter = (name: string, _index: number, fallback: unknown, options?: { extractValue?: boolean; rawExpressions?: boolean }) => {
		if (options?.rawExpressions) return raw[name] ?? parameters[name] ?? fallback;
		if (options?.extractValue !== true) return parameters[name] ?? fallback;
		if (hidden.includes(name)) throw new Error(`Could not find property definition for ${name}`);
		return (parameters[name] as { value: unknown }).value;
	};
	return readFields({ getNodeParameter, getTimezone: () => 'Asia/Tokyo' } as unknown as Parameters<typeof readFields>[0], fields, 0);
}

const kind = field({
	displayName: 'Kind',
	type: 'options',
	options: [
		{ name: 'A', value: 'a' },
		{ name: 'B', value: 'b' },
	],
	default: 'a',
});
const picked = (value: string) => ({ __rl: true, mode: 'name', value });

describe('text', () => {
	it('keeps every character, and is refused with half of one, which no system could store', () => {
		const fields = { title: field({ displayName: 'Title', type: 'string', default: '' }) };
		expect(read(fields, { title: ' ä+%&😀 ' })).toEqual({ title: ' ä+%&😀 ' });
		expect(() => read(fields, { title: '😀'.slice(0, 1) })).toThrow('Title: it has half of a character, such as one half of an emoji');
	});
});

test('texts are a list, of one where one is given', () => {
	const fields = { names: field({ displayName: 'Names', type: 'texts', required: true, default: '' }) };
	expect(read(fields, { names: 'a, b' })).toEqual({ names: ['a, b'] });
	expect(read(fields, { names: ['a', 2, true] })).toEqual({ names: ['a', '2', 'true'] });
	for (const nothing of ['', null, []]) expect(() => read(fields, { names: nothing })).toThrow('Names: a value is required');
	expect(() => read(fields, { names: [{}] })).toThrow('Names: got an object');
});

describe('a field that is not shown', () => {
	it('counts as not given, whatever it still holds', () => {
		const fields = { kind, size: field({ displayName: 'Size', type: 'number', default: 3, required: true, show: { kind: ['b'] } }) };
		expect(read(fields, { kind: 'a', size: 'many' })).toEqual({ kind: 'a', size: 3 });
		expect(() => read(fields, { kind: 'b', size: 'many' })).toThrow('Size: got "many"');
	});

	it('is not asked for its value when it is a picker', () => {
		const fields = { kind, pool: locator('searchPools', { displayName: 'Pool', show: { kind: ['b'] } }) };
		expect(read(fields, { kind: 'a', pool: picked('left over') }, ['pool'])).toEqual({ kind: 'a', pool: '' });
		expect(read(fields, { kind: 'b', pool: picked('rbd') })).toEqual({ kind: 'b', pool: 'rbd' });
		expect(() => read(fields, { kind: 'b', pool: picked('') })).toThrow('Pool: a value is required');
	});

	it('does not count with a default that is an expression', () => {
		const fields = { kind, body: field({ displayName: 'Body', type: 'json', default: '={{ $json }}', show: { kind: ['b'] } }) };
		expect(read(fields, { kind: 'a' })).toEqual({ kind: 'a', body: undefined });
	});

	it('is told by the default of a sibling that was not given', () => {
		const fields = { kind, size: field({ displayName: 'Size', type: 'number', default: 3, show: { kind: ['a'] } }) };
		expect(read(fields, { size: 5 })).toEqual({ kind: 'a', size: 5 });
	});
});

test('pickers work inside collections', () => {
	const fields = { options: collection('Add option', { pool: locator('searchPools', { displayName: 'Pool' }) }) };
	expect(read(fields, { options: { pool: picked('rbd') } })).toEqual({ options: { pool: 'rbd' } });
	expect(read(fields, { options: { pool: 'from an expression' } })).toEqual({ options: { pool: 'from an expression' } });
});

describe('a date', () => {
	const at = field({ displayName: 'At', type: 'dateTime', default: '' });
	const fields = { at, options: collection('Add option', { since: { ...at, displayName: 'Since' } }), table: rows('Table', 'Row', { at }) };

	it('without an offset is of the time zone of the workflow, wherever it stands', () => {
		const picked = '2026-12-01T10:00:00';
		const absolute = '2026-12-01T01:00:00.000Z';
		expect(read(fields, { at: picked, options: { since: picked }, table: { values: [{ at: picked }] } })).toEqual({
			at: absolute,
			options: { since: absolute },
			table: [{ at: absolute }],
		});
	});

	it('keeps its own offset, also as an object that an expression gives', () => {
		expect(read({ at }, { at: '2026-12-01T10:00:00-05:00' })).toEqual({ at: '2026-12-01T15:00:00.000Z' });
		expect(read({ at }, { at: new Date('2026-12-01T10:00:00Z') })).toEqual({ at: '2026-12-01T10:00:00.000Z' });
	});

	it('may be left empty', () => {
		for (const empty of ['', ' ', undefined, null]) expect(read({ at }, { at: empty })).toEqual({ at: '' });
	});

	it('is refused when it is none, by the name of its field', () => {
		expect(() => read(fields, { options: { since: 'tomorrow' } })).toThrow('Since: got "tomorrow"');
		// As luxon's DateTime.invalid() is, and as JSON null.
		expect(() => read({ at }, { at: { isValid: false, toJSON: () => null } })).toThrow('At: got an invalid DateTime');
		expect(() => read({ at }, { at: 1764547200 })).toThrow('At: got "1764547200"');
		expect(() => read({ at: { ...at, required: true } }, { at: '' })).toThrow('At: a value is required');
	});
});

test('JSON that is to be exact keeps every digit, and is refused when it has lost some', () => {
	const fields = { data: field({ displayName: 'Data', type: 'json', default: '{}', exact: true }) };
	expect(JSON.stringify(read(fields, { data: '{"id":12345678901234567890}' }).data)).toBe('{"id":12345678901234567890}');
	expect(() => read(fields, { data: { id: Number('12345678901234567890') } })).toThrow('Data: id is 12345678901234567000');
	expect(read(fields, {})).toEqual({ data: {} });
});

describe('JSON', () => {
	const document = field({ displayName: 'Document', type: 'json', default: '' });
	const value = field({ displayName: 'Value', type: 'json', anyValue: true, default: '={{ $json }}' });

	it('that is typed is parsed', () => {
		expect(read({ document, value }, { document: '{"a":[1]}', value: ' "text" ' })).toEqual({ document: { a: [1] }, value: 'text' });
		expect(read({ document, value }, { document: ' ', value: '' })).toEqual({ document: undefined, value: undefined });
		expect(() => read({ document }, { document: '{a}' })).toThrow('Document: not valid JSON');
	});

	it('that an expression gives as text is parsed, unless the field takes any value', () => {
		const raw = { document: '={{ $json.text }}', value: '={{ $json.text }}' };
		expect(read({ document, value }, { document: '{"a":1}', value: '{"a":1}' }, [], raw)).toEqual({ document: { a: 1 }, value: '{"a":1}' });
		expect(read({ value }, { value: '123' }, [], raw)).toEqual({ value: '123' });
		expect(read({ value }, { value: '' }, [], raw)).toEqual({ value: '' });
		expect(read({ value }, { value: 123 }, [], raw)).toEqual({ value: 123 });
	});

	it('with expressions inside is JSON that was typed', () => {
		expect(read({ value }, { value: '{"size": 3}' }, [], { value: '={"size": {{ $json.size }}}' })).toEqual({ value: { size: 3 } });
		expect(read({ value }, { value: '12' }, [], { value: '={{ $json.a }}{{ $json.b }}' })).toEqual({ value: 12 });
	});

	it('is told apart inside collections and tables too, also when one expression gives all of it', () => {
		const fields = { options: collection('Add option', { value }), table: rows('Table', 'Row', { value }) };
		const parameters = { options: { value: '1' }, table: { values: [{ value: '1' }, { value: '1' }] } };
		const raw = { options: { value: '={{ $json.a }}' }, table: { values: [{ value: '1' }, { value: '={{ $json.a }}' }] } };
		expect(read(fields, parameters, [], raw)).toEqual({ options: { value: '1' }, table: [{ value: 1 }, { value: '1' }] });
		expect(read(fields, parameters, [], { options: '={{ $json }}', table: '={{ $json }}' })).toEqual({
			options: { value: '1' },
			table: [{ value: '1' }, { value: '1' }],
		});
	});

	it.each([
		['9007199254740993', 'it is 9007199254740993, which n8n cannot keep as it is'],
		['{"a":[0,{"b c":-12345678901234567890}]}', 'a[1]["b c"] is -12345678901234567890, which n8n cannot keep as it is'],
		['[1e400]', '[0] is 1e400, which n8n cannot keep as it is'],
	])('with a number that would become another is refused: %s', (text, problem) => {
		expect(() => read({ document }, { document: text })).toThrow(`Document: ${problem}`);
	});

	it('keeps every other number', () => {
		const text = '[9007199254740991,-9007199254740991,1e21,0.12345678901234567890123,1.0,3.0e2,0,{"a":null}]';
		expect(read({ document }, { document: text })).toEqual({ document: JSON.parse(text) as unknown });
	});
});

describe('a number', () => {
	const size = field({ displayName: 'Size', type: 'number', default: 0 });

	it('may be text, but not of more digits than it keeps', () => {
		expect(read({ size }, { size: ' 12 ' })).toEqual({ size: 12 });
		expect(() => read({ size }, { size: '9007199254740993' })).toThrow('Size: "9007199254740993" is larger than n8n keeps exactly');
	});
});

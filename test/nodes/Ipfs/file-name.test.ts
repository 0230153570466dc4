import { checkedName, fileName } from '../../../nodes/Ipfs/file-name.ts';
import { InvalidField } from '../../../nodes/shared/errors.ts';

test.each([
	[undefined, undefined, ''],
	['', 'report.pdf', 'report.pdf'],
	[undefined, 'C:\\docs\\report.pdf', 'report.pdf'],
	[undefined, '/tmp/a b ü+%.pdf', 'a b ü+%.pdf'],
	['müll & mehr.txt', 'report.pdf', 'müll & mehr.txt'],
	['back\\slash', undefined, 'back\\slash'],
	['...', undefined, '...'],
	[' ', undefined, ' '],
])('of %j and %j the name is %j', (wanted, given, name) => {
	expect(fileName(wanted, given)).toBe(name);
});

test.each(['.', '..', 'a/b', 'a\0b', '\ud800'])('%j is no name', (name) => {
	expect(() => checkedName(name, 'File Name')).toThrow(InvalidField);
	expect(() => fileName(name, undefined)).toThrow(/^File Name: .* is no name$/);
});

test('a binary file that is called ".." needs another name', () => {
	expect(() => fileName(undefined, '..')).toThrow('File Name: ".." is no name');
});

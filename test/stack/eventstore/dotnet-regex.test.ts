import fc from 'fast-check';
import { compileDotnetRegex } from '../../../stack/eventstore/dotnet-regex/translate.ts';

it.each([
	['^[^$].*', 'order-1', true],
	['^[^$].*', '$ce-order', false],
	[String.raw`^(user|tenant)-\d+$`, 'user-42', true],
	[String.raw`^\d+$`, '٤٢', true],
	[String.raw`^\w+$`, 'größe_1', true],
	[String.raw`\bfoo\b`, 'a foo b', true],
	[String.raw`\bfoo\b`, 'äfoo', false],
	['a$', 'a\n', true],
	[String.raw`a\z`, 'a\n', false],
	[String.raw`a\Z`, 'a\n', true],
	[String.raw`\Aa`, 'ba', false],
	['a.b', 'a\rb', true],
	['a.b', 'a\nb', false],
	['(?s)a.b', 'a\nb', true],
	['(?m)^b$', 'a\nb\nc', true],
	['(?i)abc|def', 'DEF', true],
	['x(?i)a|b', 'B', true],
	['(?i:a)b', 'AB', false],
	['(?x) a b # comment', 'ab', true],
	['(?n)(a)', 'a', true],
	['a(?#comment)b', 'ab', true],
	['^[a-z-[aeiou]]+$', 'xyz', true],
	['^[a-z-[aeiou]]+$', 'xaz', false],
	['[]a]', ']', true],
	['^[^]]$', 'a', true],
	[String.raw`^[\w-]+$`, 'a-b', true],
	[String.raw`(?'twice'a)\k<twice>`, 'aa', true],
	[String.raw`^(a)\1$`, 'aa', true],
	['^x{a}$', 'x{a}', true],
	['^a{2,3}$', 'aaa', true],
	[String.raw`\x41\u0042\cA\e`, 'AB\u0001\u001b', true],
	[String.raw`^\p{Lu}\P{Lu}$`, 'Ab', true],
	['(?<=a)b(?!c)', 'abd', true],
])('reads %s as .NET does: %j is %s', (pattern, text, matches) => {
	expect(compileDotnetRegex(pattern).test(text)).toBe(matches);
});

it.each([
	'(?>a)', String.raw`\G`, '(?(1)a)', '(?<a-b>x)', String.raw`\p{IsGreek}`, '[a', '(a', 'a)', '\\', '*', 'a**', '[z-a]',
])('refuses %s instead of reading it differently', (pattern) => {
	expect(() => compileDotnetRegex(pattern)).toThrow(SyntaxError);
});

it('takes any escaped text for itself', () => {
	// What .NET's Regex.Escape puts a backslash before.
	const escape = (text: string) => text.replaceAll(/[\\*+?|{[()^$.# ]/g, String.raw`\$&`);
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, other) => {
		const regex = compileDotnetRegex(`^${escape(text)}\\z`);
		expect(regex.test(text)).toBe(true);
		if (other !== text) expect(regex.test(other)).toBe(false);
	}));
});

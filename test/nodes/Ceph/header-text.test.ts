import { headerText } from '../../../nodes/Ceph/gateway/header-text.ts';

describe('a text for a header', () => {
	it('is given as it is, without what is around it', () => {
		expect(headerText(' attachment; filename="Übersicht €.pdf"\n', 'Content Disposition')).toBe('attachment; filename="Übersicht €.pdf"');
		for (const none of [undefined, '', ' \n']) expect(headerText(none, 'Content Disposition')).toBeUndefined();
	});

	it.each([
		['a\nb', 'a line break'],
		['a\r\nx-amz-acl: public-read', 'a line break'],
		['a\0b', 'control characters'],
		['a\tb', 'control characters'],
		['\ud800', 'control characters'],
	])('is refused when it is %j', (text, what) => {
		expect(() => headerText(text, 'Cache Control')).toThrow(`Cache Control: it has ${what}`);
	});
});

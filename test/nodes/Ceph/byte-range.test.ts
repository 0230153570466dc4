import { byteRange } from '../../../nodes/Ceph/gateway/byte-range.ts';

describe('a range of bytes', () => {
	it.each([
		['0-1023', 'bytes=0-1023'],
		['bytes=5-5', 'bytes=5-5'],
		[' 1024- ', 'bytes=1024-'],
		['-512', 'bytes=-512'],
	])('%j is %s', (text, header) => {
		expect(byteRange(text)).toBe(header);
	});

	it.each(['-', '', '5', '9-3', '1-2,4-5', 'a-b', '0x1-2', '1 - 2'])('%j is refused', (text) => {
		expect(() => byteRange(text)).toThrow(/is no range of bytes/);
	});
});

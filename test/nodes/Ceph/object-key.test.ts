import fc from 'fast-check';

import { copySource, decodeKey, fileNameOf, fitsXml, readCopySource } from '../../../nodes/Ceph/gateway/object-key.ts';

const anyKey = fc.string({ unit: 'binary', minLength: 1 });

describe('keys', () => {
	it('are named as the source of a copy, and read back', () => {
		fc.assert(
			fc.property(anyKey, (key) => {
				expect(copySource('bucket', key)).toMatch(/^bucket\/[\x21-\x7e]+$/);
				expect(readCopySource(copySource('bucket', key))).toEqual({ bucket: 'bucket', key });
				expect(readCopySource(copySource('bucket', key, key))).toEqual({ bucket: 'bucket', key, versionId: key });
			}),
		);
	});

	it('are decoded from listings of the gateway and of S3 alike', () => {
		fc.assert(
			fc.property(anyKey, (key) => {
				expect(decodeKey(encodeURIComponent(key))).toBe(key);
				expect(decodeKey(encodeURIComponent(key).replaceAll('%20', '+'))).toBe(key);
			}),
		);
	});

	it('end with the name of a file', () => {
		expect(['a/b/c.txt', 'c.txt', 'a/', '/'].map(fileNameOf)).toEqual(['c.txt', 'c.txt', undefined, undefined]);
	});

	it('are told from those that XML cannot write', () => {
		expect(['a b', 'ä😀', '<&"\'>', '../?#%'].filter(fitsXml)).toHaveLength(4);
		expect([' a', 'a ', 'a\nb', 'a\r', '\u0001', '\u007f', '\ufffe', '\ud800'].filter(fitsXml)).toEqual([]);
	});
});

import fc from 'fast-check';

import { fromHeaders, toHeaders } from '../../../nodes/Ceph/gateway/metadata.ts';

describe('user metadata', () => {
	it('comes back as it was, in headers of printable ASCII', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (value) => {
				const headers = toHeaders([{ name: 'Title', value }]);
				expect(headers.title).toMatch(/^[\x20-\x7e]*$/);
				expect(headers.title).toBe(headers.title!.trim());
				expect(fromHeaders(headers)).toEqual({ title: value });
			}),
		);
	});

	it.each([
		['plain text (1)', 'plain text (1)'],
		['', ''],
		['ä', '=?UTF-8?B?w6Q=?='],
		[' spaces around ', '=?UTF-8?B?IHNwYWNlcyBhcm91bmQg?='],
		['=?UTF-8?B?w6Q=?=', '=?UTF-8?B?PT9VVEYtOD9CP3c2UT0/PQ==?='],
	])('%j travels as %s', (value, header) => {
		expect(toHeaders([{ name: 'x', value }])).toEqual({ x: header });
	});

	it.each(['', 'a b', 'größe', 'a:b', 'a\n'])('refuses the name %j', (name) => {
		expect(() => toHeaders([{ name, value: '' }])).toThrow('cannot be a name');
	});

	it('has names in lower case, one value for each', () => {
		expect(toHeaders([{ name: 'File_Name', value: 'a' }, { name: '__proto__', value: 'b' }])).toEqual(Object.fromEntries([['file_name', 'a'], ['__proto__', 'b']]));
		expect(() => toHeaders([{ name: 'Tenant', value: 'a' }, { name: 'tenant', value: 'b' }])).toThrow('Metadata: "tenant" is there twice');
	});
});

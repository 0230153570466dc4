import { requestPath } from '../../../nodes/Ceph/actions/api/request-path.ts';

describe('the path of an API request', () => {
	it.each([
		['pool', 'api/pool'],
		['/api/pool/tenant-a', 'api/pool/tenant-a'],
		['api/block/image/volumes%2Fdb', 'api/block/image/volumes%2Fdb'],
		[' rgw/user/a b ', 'api/rgw/user/a%20b'],
		['pool/Größe', 'api/pool/Gr%C3%B6%C3%9Fe'],
		['pool/100%25', 'api/pool/100%25'],
		['ui-api/summary', 'api/ui-api/summary'],
		['pool/a:b@c', 'api/pool/a%3Ab%40c'],
	])('%p is %p', (text, path) => {
		expect(requestPath(text)).toBe(path);
	});

	it.each([
		['https://elsewhere.example/api/pool', /names a server/],
		['//elsewhere.example/pool', /cannot be a part/],
		['', /cannot be a part/],
		['api', undefined],
		['pool/../../docs', /"\.\." cannot be a part/],
		['pool/%2e%2e/docs', /"%2e%2e" cannot be a part/],
		['pool/./a', /cannot be a part/],
		['pool//a', /cannot be a part/],
		['pool/', /cannot be a part/],
		['pool/a\\b', /cannot be a part/],
		['pool/100%', /not percent-encoded/],
		['pool?limit=1', /has a query/],
		['pool#a', /has a query/],
	])('%p is refused', (text, problem) => {
		expect(() => requestPath(text)).toThrow(problem ?? /cannot be a part/);
	});
});

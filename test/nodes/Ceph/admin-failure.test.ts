import { adminFailure, type AdminRequest } from '../../../nodes/Ceph/gateway/admin-failure.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

const request = (more: Partial<AdminRequest>): AdminRequest => ({ method: 'GET', path: 'user', query: { uid: 'alice', 'secret-key': 'hidden' }, ...more });
const body = (Code: string) => JSON.stringify({ Code, RequestId: 'tx1', HostId: 'h' });

describe('a failure of the Admin Ops API', () => {
	it.each([
		[404, 'NoSuchUser', {}, 'NoSuchUser', 'There is no user "alice"'],
		[409, 'UserExists', { method: 'PUT' }, 'UserAlreadyExists', 'There is a user "alice" already'],
		[409, 'BucketAlreadyExists', { method: 'DELETE' }, 'BucketAlreadyExists', 'The user "alice" still has buckets'],
		[403, 'AccessDenied', {}, 'AccessDenied', 'The user of the credential lacks the capability users=read'],
		[403, 'AccessDenied', { method: 'PUT', path: 'bucket', query: { bucket: 'b' } }, 'AccessDenied', 'The user of the credential lacks the capability buckets=write'],
		[403, 'AccessDenied', { method: 'DELETE', path: 'usage', query: {} }, 'AccessDenied', 'The user of the credential lacks the capability usage=write'],
		[404, 'NoSuchBucket', { path: 'bucket', query: { bucket: 'b' } }, 'NoSuchBucket', 'There is no bucket "b"'],
		[404, 'NoSuchKey', { path: 'bucket', query: { bucket: 'b', uid: 'bob' } }, 'NoSuchKey', 'There is no user "bob" or no bucket "b"'],
		[404, 'NoSuchKey', { path: 'bucket', query: { uid: 'bob' } }, 'NoSuchKey', 'There is no user "bob"'],
		[404, 'NoSuchBucket', {}, 'NoSuchBucket', 'The gateway does not serve its Admin Ops API'],
		[405, 'MethodNotAllowed', { method: 'POST' }, 'MethodNotAllowed', 'The gateway does not serve its Admin Ops API'],
	] as const)('%s %s of %j is %s', (status, code, more, name, message) => {
		const failure = adminFailure(status, body(code), request(more));
		expect(failure).toBeInstanceOf(SystemError);
		expect((failure as SystemError).failure).toMatchObject({ code: name, message });
		expect(JSON.stringify((failure as SystemError).failure)).not.toContain('hidden');
	});

	it('says how the capability is granted', () => {
		expect((adminFailure(403, body('AccessDenied'), request({})) as SystemError).failure.description).toContain('radosgw-admin caps add');
	});

	it('that S3 has words for is left to it, also when it comes as XML', () => {
		const xml = '<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><RequestId>x</RequestId></Error>';
		for (const answer of [xml, body('SignatureDoesNotMatch')]) expect(adminFailure(403, answer, request({}))).toMatchObject({ name: 'SignatureDoesNotMatch' });
		expect(adminFailure(502, '<html>Bad Gateway</html>', request({}))).toMatchObject({ name: '502' });
	});
});

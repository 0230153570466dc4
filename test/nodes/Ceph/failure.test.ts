import { S3ServiceException } from '@aws-sdk/client-s3';

import { requestFailure, statusFailure } from '../../../nodes/Ceph/dashboard/failure.ts';
import { gatewayFailure } from '../../../nodes/Ceph/gateway/failure.ts';
import { tlsOptions } from '../../../nodes/Ceph/tls.ts';
import { InvalidField, SystemError } from '../../../nodes/shared/errors.ts';

const answer = (name: string, status: number, message = 'UnknownError') =>
	new S3ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: status } });
const failure = (thrown: unknown, target = {}) => (gatewayFailure(thrown, target, 'http://rgw:7480') as SystemError).failure;

describe("the gateway's failures", () => {
	it.each([
		['NotFound', 404, { Bucket: 'a', Key: 'b' }, 'NoSuchKey', 'There is no object "b" in bucket "a"'],
		['NotFound', 404, { Bucket: 'a' }, 'NoSuchBucket', 'There is no bucket "a"'],
		['Unknown', 403, { Bucket: 'a', Key: 'b' }, 'AccessDenied', 'The gateway denies access to object "b" in bucket "a"'],
		['QuotaExceeded', 403, { Bucket: 'a' }, 'QuotaExceeded', 'The quota of bucket "a" or of its owner is used up'],
		['NoSuchKey', 404, { Bucket: 'a', Key: 'b', CopySource: 'c/d%2Fe' }, 'NoSuchKey', 'There is no object "d/e" in bucket "c"'],
		['SomethingNew', 400, {}, 'SomethingNew', 'The gateway answered SomethingNew'],
	])('%s (%s) of %j', (name, status, target, code, message) => {
		expect(failure(answer(name, status), target)).toMatchObject({ code, message });
	});

	it('that nobody has words for keep those of the gateway', () => {
		expect(failure(answer('SomethingNew', 400, 'In its own words')).message).toBe('In its own words');
	});

	it('quote keys, so that no key can pretend to be more than one line', () => {
		expect(failure(answer('NoSuchKey', 404), { Bucket: 'a', Key: 'b\nAll is well' }).message).toBe('There is no object "b\\nAll is well" in bucket "a"');
	});

	it('of another kind stay as they are', () => {
		const other = new Error('ours');
		expect(gatewayFailure(other, {}, 'http://rgw')).toBe(other);
	});
});

describe("the Dashboard's failures", () => {
	it.each([
		[{ detail: "The path 'No such pool' was not found." }, 'No such pool'],
		[{ detail: "The path '/api/nothing' was not found." }, "The path '/api/nothing' was not found."],
		[{ detail: 'pool exists' }, 'pool exists'],
		[{ detail: "[errno 2] RADOS object not found (error opening pool 'a \"b\"')" }, 'There is no pool "a \\"b\\""'],
		['<html>', 'The Ceph Dashboard answered 404 to GET api/x'],
	])('%j is said as %j', (body, message) => {
		expect(statusFailure(404, body, 'GET api/x').failure).toMatchObject({ message, code: '404' });
	});

	it('say what an orchestrator is, where one is missing', () => {
		expect(statusFailure(503, { detail: 'Orchestrator is unavailable' }, 'GET api/x').failure).toMatchObject({
			message: 'Orchestrator is unavailable',
			description: expect.stringContaining('cephadm or Rook') as string,
		});
	});

	it("are found in what n8n's helper wraps", () => {
		const refused = new SystemError({ message: 'user name or password is wrong' });
		expect(requestFailure(new Error('wrapped', { cause: refused }), 'http://mgr', 'x')).toBe(refused);
		const pasted = new InvalidField('URL', 'must begin with https://');
		expect(requestFailure(new Error('wrapped', { cause: pasted }), 'http://mgr', 'x')).toBe(pasted);
		const unauthorized = Object.assign(new Error('wrapped'), { cause: Object.assign(new Error('401'), { response: { status: 401, data: { detail: 'Unauthorized' } } }) });
		expect((requestFailure(unauthorized, 'http://mgr', 'x') as SystemError).failure).toMatchObject({ message: 'Unauthorized', code: '401' });
	});
});

describe('whom a credential trusts', () => {
	const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
	it.each([
		[{}, {}],
		[{ caCertificate: '  \n' }, {}],
		[{ caCertificate: `\n${pem}\n` }, { ca: pem }],
		[{ caCertificate: pem, allowUnauthorizedCerts: true }, { rejectUnauthorized: false }],
	])('%j', (trust, options) => {
		expect(tlsOptions(trust)).toEqual(options);
	});
});

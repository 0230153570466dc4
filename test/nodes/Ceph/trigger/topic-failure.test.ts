import { SNSServiceException } from '@aws-sdk/client-sns';

import type { SystemError } from '../../../../nodes/shared/errors.ts';
import { topicFailure } from '../../../../nodes/Ceph/trigger/topic-failure.ts';

const answer = (name: string, status: number, message = 'UnknownError') => new SNSServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: status } });
const failure = (thrown: unknown) => (topicFailure(thrown, 't', 'http://rgw:7480') as SystemError).failure;

describe('a failure of a topic', () => {
	it.each([
		['NotFoundException', 404, 'NoSuchTopic', 'There is no topic "t" at the gateway'],
		['NoSuchKey', 404, 'NoSuchTopic', 'There is no topic "t" at the gateway'],
		['Unknown', 404, 'NoSuchTopic', 'There is no topic "t" at the gateway'],
		['AuthorizationErrorException', 403, 'NotAllowed', 'The gateway denies access to topic "t"'],
		['AccessDenied', 403, 'NotAllowed', 'The gateway denies access to topic "t"'],
		['InvalidArgument', 400, 'Refused', 'The gateway refuses topic "t"'],
		['MethodNotAllowed', 405, 'NotSupported', 'The gateway offers no topics'],
		['SignatureDoesNotMatch', 403, 'SignatureDoesNotMatch', 'The gateway does not accept the signature'],
		['InvalidAccessKeyId', 403, 'InvalidAccessKeyId', 'The gateway does not know the access key'],
	])('%s (%d) is said in words', (name, status, code, message) => {
		expect(failure(answer(name, status))).toMatchObject({ code, message });
	});

	it("has the gateway's own words", () => {
		expect(failure(answer('InvalidArgument', 400, 'Malformed URL for push-endpoint')).message).toBe('The gateway refuses topic "t": Malformed URL for push-endpoint');
	});

	it('of the network reads as for buckets', () => {
		expect(failure(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })).message).toBe('The object gateway cannot be reached at rgw:7480');
	});
});

import { S3ServiceException } from '@aws-sdk/client-s3';
import { SNSServiceException } from '@aws-sdk/client-sns';

import { SystemError } from '../../shared/errors.ts';
import { gatewayFailure } from '../gateway/failure.ts';

type Words = (topic: string, own: string) => readonly [message: string, description: string];

const WORDS: Readonly<Record<string, Words>> = {
	NoSuchTopic: (topic) => [`There is no topic ${topic} at the gateway`, 'It was removed by other hands; deactivate the workflow and activate it again.'],
	NotAllowed: (topic) => [
		`The gateway denies access to topic ${topic}`,
		'It belongs to another user, such as that of a credential used before: its owner must remove it, or a policy must allow this.',
	],
	Refused: (topic, own) => [
		own === '' ? `The gateway refuses topic ${topic}` : `The gateway refuses topic ${topic}: ${own}`,
		'Its endpoint is the webhook URL, with the Webhook Base URL of the options where one is given.',
	],
	NotSupported: () => [
		'The gateway offers no topics',
		'An administrator switches them on by "notifications" in the setting rgw_enable_apis.',
	],
};

/** The codes of releases 17 to 20, as the SDK gives them. */
const CODES: Readonly<Record<string, keyof typeof WORDS>> = {
	NotFoundException: 'NoSuchTopic',
	NoSuchKey: 'NoSuchTopic',
	AuthorizationErrorException: 'NotAllowed',
	AccessDenied: 'NotAllowed',
	InvalidArgument: 'Refused',
	InvalidParameterException: 'Refused',
	InvalidRequest: 'Refused',
	MethodNotAllowed: 'NotSupported',
	NotImplemented: 'NotSupported',
};

/** What releases answer that give no code of their own. */
const BY_STATUS: Readonly<Record<number, keyof typeof WORDS>> = { 403: 'NotAllowed', 404: 'NoSuchTopic', 405: 'NotSupported' };
const WITHOUT_CODE = ['Unknown', 'UnknownError', 'SNSServiceException'];

/** Turns what the SNS client throws into words; what has to do with keys, network and TLS reads as for buckets. */
export function topicFailure(thrown: unknown, topic: string, endpoint: string): unknown {
	if (!(thrown instanceof SNSServiceException)) return gatewayFailure(thrown, {}, endpoint);
	const { name, message, $fault, $metadata } = thrown;
	const code = CODES[name] ?? (WITHOUT_CODE.includes(name) ? BY_STATUS[$metadata.httpStatusCode ?? 0] : undefined);
	if (code === undefined) return gatewayFailure(new S3ServiceException({ name, message, $fault, $metadata }), {}, endpoint);
	const [words, description] = WORDS[code]!(JSON.stringify(topic), message === 'UnknownError' ? '' : message);
	return new SystemError({ message: words, description, code }, thrown);
}

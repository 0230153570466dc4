import { types } from 'node:util';

import { S3ServiceException } from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';
import { networkFailure } from '../../shared/network-failure.ts';
import { readCopySource } from './object-key.ts';

/** What a request was about, as S3 names it. */
export interface Target {
	Bucket?: string;
	Key?: string;
	VersionId?: string;
	/** Where a copy comes from; see {@link copySource}. */
	CopySource?: string;
	/** A condition of the request: the entity tag that the object must have, or `*` for an object that must not exist. */
	IfMatch?: string;
	IfNoneMatch?: string;
	/** What an object lock is to be. */
	ObjectLockMode?: unknown;
	ObjectLockLegalHoldStatus?: unknown;
	Retention?: unknown;
	LegalHold?: unknown;
	Metadata?: Readonly<Record<string, string>>;
}

type Words = (bucket: string, key: string, target: Target) => readonly [message: string | undefined, description: string];

/** The gateway sends codes without messages; these are the words for them. */
const WORDS: Readonly<Record<string, Words>> = {
	AccessDenied: (bucket, key) => [
		`The gateway denies access to ${thing(bucket, key)}`,
		'It belongs to another user, whose grant or bucket policy must allow it; or an object lock keeps the version from being changed or deleted.',
	],
	BadDigest: (bucket, key) => [
		`The gateway got other bytes for ${thing(bucket, key)} than were sent, and refused them`,
		'Something between n8n and the gateway damages what it carries: a proxy, or failing hardware.',
	],
	BucketAlreadyExists: (bucket) => [`The name ${bucket} is taken by a bucket of another user`, 'Choose another name: they are unique in a cluster.'],
	BucketNotEmpty: (bucket) => [`Bucket ${bucket} is not empty`, 'Delete its objects first, versions and incomplete uploads included.'],
	EntityTooLarge: (bucket, key) => [`The gateway takes no object as large as ${thing(bucket, key)}`, 'Its limits are rgw_max_put_size, and 5 GiB for a copy in one piece.'],
	IllegalLocationConstraintException: () => [
		'The gateway has no zone group of the name that the credential gives as region',
		'Set the region of the credential to us-east-1, or to the API name of a zone group.',
	],
	InvalidAccessKeyId: () => ['The gateway does not know the access key', 'Check the access key of the credential, and that its user still exists.'],
	InvalidBucketName: (bucket) => [`A bucket cannot be named ${bucket}`, 'Names have 3 to 63 lowercase letters, digits, hyphens and dots.'],
	InvalidObjectName: (_bucket, key) => [`An object cannot have the key ${key}`, 'Keys have at most 1,024 bytes in UTF-8.'],
	InvalidRange: (bucket, key) => [`The range lies outside ${thing(bucket, key)}`, 'The first byte of a range is number 0.'],
	InvalidRequest: (bucket, _key, { ObjectLockMode, ObjectLockLegalHoldStatus, Retention, LegalHold }) =>
		(ObjectLockMode ?? ObjectLockLegalHoldStatus ?? Retention ?? LegalHold)
			? [`Bucket ${bucket} has no object lock`, 'That is chosen when a bucket is made.']
			: [undefined, 'It does not say why; where the bucket asks for encryption (Get Encryption tells), the gateway needs a key store for that.'],
	InvalidLocationConstraint: () => ['The zone group has no such placement target', 'An administrator can list them: radosgw-admin zonegroup placement list'],
	InvalidTag: (_bucket, key) => ['The gateway does not take these tags', `${key === '' ? 'A bucket has at most 50' : 'An object has at most 10'} tags, their names 128 characters and their values 256.`],
	MethodNotAllowed: (bucket, key) => [`This version of ${thing(bucket, key)} is a delete marker`, 'It says that the object was deleted, and has no bytes.'],
	NoSuchBucket: (bucket) => [`There is no bucket ${bucket}`, 'Create it first, or check the name: upper and lower case differ.'],
	NoSuchKey: (bucket, key, { VersionId }) => [
		VersionId ? `There is no version ${quoted(VersionId)} of object ${key} in bucket ${bucket}` : `There is no object ${key} in bucket ${bucket}`,
		'Check the key: upper and lower case differ, and a leading slash is part of it.',
	],
	NoSuchObjectLockConfiguration: (bucket, key) => [`No object lock is set for ${thing(bucket, key)}`, 'Set a retention or a legal hold first.'],
	PreconditionFailed: (bucket, key, { IfNoneMatch }) =>
		IfNoneMatch
			? [`Object ${key} exists already in bucket ${bucket}`, 'It was to be stored only if there is none.']
			: [`Object ${key} in bucket ${bucket} is not the expected one`, 'It was replaced meanwhile: its entity tag is another one.'],
	QuotaExceeded: (bucket) => [`The quota of bucket ${bucket} or of its owner is used up`, 'Delete something, or raise the quota.'],
	RequestTimeTooSkewed: () => ["The clocks of n8n and of the gateway differ by more than 15 minutes", 'Set both by NTP.'],
	SignatureDoesNotMatch: (_bucket, _key, { Metadata = {} }) => [
		'The gateway does not accept the signature',
		Object.keys(Metadata).some((name) => name.includes('_'))
			? 'Check the secret key of the credential; or a proxy before the gateway drops metadata with an underscore in its name, as nginx does without underscores_in_headers.'
			: 'Check the secret key of the credential.',
	],
	SlowDown: () => ['The gateway is overloaded', 'Try again later, with fewer items at once.'],
	TooManyBuckets: () => ['The user has as many buckets as it may have', 'Delete one, or raise the limit of the user.'],
	UserSuspended: () => ['The user of the credential is suspended', 'An administrator of the gateway can enable it again.'],
};

/** Words for codes with which the gateway sometimes has words of its own, which say more. */
const MEAGRE: Readonly<Record<string, Words>> = {
	InvalidArgument: (bucket, key) => [`The gateway refuses what was given for ${thing(bucket, key)}`, 'It does not say which value.'],
	MalformedXML: (bucket, key) => [
		`The gateway does not understand what was given for ${thing(bucket, key)}`,
		'A name or a value in it is not as S3 has it, something is missing, or a list is empty.',
	],
};

const BY_STATUS: Readonly<Record<number, string>> = { 403: 'AccessDenied', 405: 'MethodNotAllowed', 412: 'PreconditionFailed', 416: 'InvalidRange', 503: 'SlowDown' };

/**
 * Turns what the S3 client throws into the gateway's code with words, and what to do; anything else stays.
 *
 * @param target the input of the request
 */
export function gatewayFailure(thrown: unknown, target: Target, endpoint: string): unknown {
	if (thrown instanceof SystemError) return thrown;
	if (thrown instanceof S3ServiceException) return codeFailure(codeOf(thrown, target), target, thrown);
	const failure = networkFailure(thrown, 'The object gateway', endpoint);
	if (failure) return new SystemError(failure, thrown);
	if (types.isNativeError(thrown) && '$metadata' in thrown) {
		return new SystemError(
			{
				message: 'What answers at the endpoint does not speak S3',
				description: 'Check the endpoint of the credential; the keys must be those of an ordinary user, not of a system user.',
				code: 'not-s3',
			},
			thrown,
		);
	}
	return thrown;
}

/** Whether an answer says no more than that it is forbidden, as those to HEAD do, which have no body. */
export function isBareRefusal(thrown: unknown): boolean {
	return thrown instanceof S3ServiceException && thrown.name === 'Unknown' && thrown.$metadata.httpStatusCode === 403;
}

/** Whether the credential itself is at fault, whatever was asked for. */
export function isOfCredential(thrown: unknown): boolean {
	return thrown instanceof S3ServiceException && ['InvalidAccessKeyId', 'RequestTimeTooSkewed', 'SignatureDoesNotMatch', 'UserSuspended'].includes(thrown.name);
}

/** Puts a code of the gateway into words; the gateway's own are taken where there are none. */
export function codeFailure(code: string, target: Target, thrown?: Error): SystemError {
	const own = thrown === undefined || thrown.message === 'UnknownError' ? undefined : thrown.message;
	const { VersionId = target.CopySource && readCopySource(target.CopySource).versionId } = target;
	const words = WORDS[code] ?? (own === undefined ? MEAGRE[code] : undefined);
	const [message, description] = words?.(...culprit(code, target), { ...target, VersionId }) ?? [undefined, 'See the log of the gateway.'];
	return new SystemError({ message: message ?? own ?? `The gateway answered ${code}`, description, code }, thrown);
}

/** Gives the failure as a value when it says that the object is missing, for operations to which that is an answer. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | SystemError> {
	return await answer.catch((thrown: unknown) => {
		if (thrown instanceof SystemError && thrown.failure.code === 'NoSuchKey') return thrown;
		throw thrown;
	});
}

/** Answers to HEAD have no body, so their code is to be told from status and request (RFC 9110, 9.3.2). */
function codeOf(error: S3ServiceException, { Key }: Target): string {
	if (error.name !== 'NotFound' && error.name !== 'Unknown') return error.name;
	const status = error.$metadata.httpStatusCode ?? 0;
	if (status === 404) return Key === undefined ? 'NoSuchBucket' : 'NoSuchKey';
	return BY_STATUS[status] ?? String(status);
}

/** Bucket and key to name: of the objects of a copy only the source can be missing, of its buckets each. */
function culprit(code: string, { Bucket, Key, CopySource }: Target): [bucket: string, key: string] {
	const source = CopySource === undefined ? undefined : readCopySource(CopySource);
	if (source && code === 'NoSuchKey') return [quoted(source.bucket), quoted(source.key)];
	if (source && source.bucket !== Bucket) return [`${quoted(source.bucket)} or ${quoted(Bucket)}`, quoted(Key)];
	return [quoted(Bucket), quoted(Key)];
}

function thing(bucket: string, key: string): string {
	return key === '' ? `bucket ${bucket}` : `object ${key} in bucket ${bucket}`;
}

function quoted(name: string | undefined): string {
	return name === undefined ? '' : JSON.stringify(name);
}

import { S3ServiceException } from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';

/** A request to the Admin Ops API. */
export interface AdminRequest {
	method: 'GET' | 'PUT' | 'POST' | 'DELETE';
	path: 'user' | 'bucket' | 'usage';
	query: Readonly<Record<string, string | number | boolean | undefined>>;
}

type Words = (request: AdminRequest) => readonly [message: string, description: string];

/** The capabilities that open each path. */
const CAPABILITIES = { user: 'users', bucket: 'buckets', usage: 'usage' } as const;

const quoted = (value: unknown) => JSON.stringify(value ?? '');
const user = ({ query: { uid } }: AdminRequest) => `user ${quoted(uid)}`;

/** The gateway sends codes, seldom with messages; these are the words for those that S3 does not have, or means otherwise. */
const WORDS: Readonly<Record<string, Words>> = {
	AccessDenied: ({ method, path }) => {
		const capability = `${CAPABILITIES[path]}=${method === 'GET' ? 'read' : 'write'}`;
		return [
			`The user of the credential lacks the capability ${capability}`,
			`An administrator can grant it: radosgw-admin caps add --uid=<the user of the credential> --caps="${capability}"`,
		];
	},
	BucketAlreadyExists: (request) => [`The ${user(request)} still has buckets`, 'Delete them or give them to another user first, or choose to purge the data of the user.'],
	ConcurrentModification: (request) => [`Others keep changing the ${subject(request)} at the same time`, 'Try again.'],
	EmailExists: ({ query: { email } }) => [`The email address ${quoted(email)} belongs to another user`, 'Each address belongs to one user, unless rgw_user_unique_email is off.'],
	InvalidAccessKey: () => ['The gateway does not take the access key', 'Leave it empty to have one generated.'],
	InvalidCapability: ({ query }) => [
		`The gateway does not know all of the capabilities ${quoted(query['user-caps'])}`,
		'Every release knows users, buckets, metadata, usage and zone; each has read, write or * (both).',
	],
	InvalidTenantName: () => ['The gateway does not take the name of the tenant', 'Names of tenants have letters, digits and underscores.'],
	InvalidKeyType: () => ['The gateway does not know the type of the key', 'There are s3 and swift.'],
	InvalidSecretKey: () => ['The gateway does not take the secret key', 'Leave it empty to have one generated.'],
	InvalidAccess: () => ['The gateway does not know the access of the subuser', 'There are read, write, readwrite and full.'],
	InvalidArgument: (request) => [
		`The gateway refuses what was given for the ${subject(request)}`,
		'It does not say which value; a placement, for one, must exist in the zone group.',
	],
	KeyExists: ({ query }) => [`The access key ${quoted(query['access-key'])} belongs to a user already`, 'Choose another, or leave it empty to have one generated.'],
	NoSuchBucket: ({ query: { bucket } }) => [`There is no bucket ${quoted(bucket)}`, 'Check the name: upper and lower case differ, and a bucket of a tenant is written tenant/bucket.'],
	NoSuchKey: ({ query: { bucket, uid } }) => [
		uid === undefined ? `There is no bucket ${quoted(bucket)}` : `There is no user ${quoted(uid)}${bucket === undefined ? '' : ` or no bucket ${quoted(bucket)}`}`,
		'Check the name: upper and lower case differ, and a user of a tenant is written tenant$user.',
	],
	NoSuchSubUser: ({ query: { subuser, uid } }) => [`The user ${quoted(uid)} has no subuser ${quoted(subuser)}`, 'Create it first, or check the name, which is given without that of the user.'],
	NoSuchUser: (request) => [`There is no ${user(request)}`, 'Check the name: upper and lower case differ, and a user of a tenant is written tenant$user.'],
	SubuserExists: ({ query: { subuser, uid } }) => [`The user ${quoted(uid)} has a subuser ${quoted(subuser)} already`, 'Update it instead, or choose another name.'],
	UserAlreadyExists: (request) => [`There is a ${user(request)} already`, 'Update it instead, use Ensure, or choose another name.'],
};

/** Codes that have another name in some releases. */
const ALIASES: Readonly<Record<string, string>> = { UserExists: 'UserAlreadyExists' };

/**
 * Words an answer of the Admin Ops API that is none; nothing of what was sent but names comes into the words.
 *
 * @param body JSON, or XML where the gateway takes the path for a bucket
 * @returns a SystemError, or S3's own failure where the code means what it means there
 */
export function adminFailure(status: number, body: string, request: AdminRequest): Error {
	const { code, message } = read(body);
	const name = ALIASES[code] ?? code;
	if (isAboutPath(name, request)) {
		return new SystemError({
			message: 'The gateway does not serve its Admin Ops API',
			description: 'Its setting rgw_enable_apis must contain admin, and rgw_admin_entry must be as by default: admin.',
			code: name,
		});
	}
	const words = WORDS[name]?.(request);
	if (words) return new SystemError({ message: words[0], description: [message, words[1]].filter(Boolean).join('. '), code: name });
	const $metadata = { httpStatusCode: status };
	return new S3ServiceException({ name: name || String(status), message: message || 'UnknownError', $fault: status < 500 ? 'client' : 'server', $metadata });
}

/** Whether a code is about the path itself: the gateway takes it for a bucket and an object when it does not serve the API. */
function isAboutPath(code: string, { path, query }: AdminRequest): boolean {
	if (code === 'NoSuchKey') return path !== 'bucket' && query.bucket === undefined;
	return code === 'MethodNotAllowed' || (code === 'NoSuchBucket' && query.bucket === undefined);
}

function subject(request: AdminRequest): string {
	const { bucket } = request.query;
	return bucket === undefined ? user(request) : `bucket ${quoted(bucket)}`;
}

function read(body: string): { code: string; message: string } {
	try {
		const { Code, Message } = JSON.parse(body) as { Code?: unknown; Message?: unknown };
		return { code: typeof Code === 'string' ? Code : '', message: typeof Message === 'string' ? Message : '' };
	} catch {
		const of = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1] ?? '';
		return { code: of('Code'), message: of('Message') };
	}
}

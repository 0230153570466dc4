import { DeleteBucketPolicyCommand, GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Gateway } from '../../gateway/gateway.ts';

/** `null` when the bucket has none. */
export async function readPolicy(gateway: Gateway, Bucket: string): Promise<unknown> {
	const answer = await orNone(gateway.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy');
	return answer?.Policy ? (JSON.parse(answer.Policy) as unknown) : null;
}

/** Puts a policy in place of the one that a bucket has; `null` takes it away. */
export async function writePolicy(gateway: Gateway, Bucket: string, policy: unknown): Promise<void> {
	await (policy === null ? gateway.send(new DeleteBucketPolicyCommand({ Bucket })) : gateway.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) })));
}

/**
 * Refuses what says nothing: the gateway takes it, and the bucket then has a policy that allows and denies nothing. All else
 * the gateway checks itself, in words.
 *
 * @throws InvalidField
 */
export function checkPolicy(policy: unknown, field: string): void {
	const allowed = '{ "Version": "2012-10-17", "Statement": [ … ] }';
	if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) throw new InvalidField(field, `got ${JSON.stringify(policy)?.slice(0, 80) ?? 'nothing'}`, allowed);
	const { Statement } = policy as { Statement?: unknown };
	if (typeof Statement !== 'object' || Statement === null || (Array.isArray(Statement) && Statement.length === 0)) throw new InvalidField(field, 'it has no statement', allowed);
}

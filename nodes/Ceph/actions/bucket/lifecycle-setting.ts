import { isDeepStrictEqual } from 'node:util';

import { DeleteBucketLifecycleCommand, GetBucketLifecycleConfigurationCommand, type LifecycleRule, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';

import { SystemError } from '../../../shared/errors.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { comparable } from './lifecycle-form.ts';

export async function readLifecycle(gateway: Gateway, Bucket: string): Promise<LifecycleRule[]> {
	return (await orNone(gateway.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration'))?.Rules ?? [];
}

/**
 * Puts rules in place of those that a bucket has; none take the life cycle away.
 *
 * A release drops conditions that it does not know, such as sizes before 19: a rule for some objects would be one for all. So
 * what the gateway made of the rules is looked at, and the former ones are put back when it is something else.
 *
 * @returns what the bucket has now
 * @throws SystemError when the gateway keeps other rules than it was given
 */
export async function writeLifecycle(gateway: Gateway, bucket: string, rules: readonly LifecycleRule[]): Promise<LifecycleRule[]> {
	const former = rules.length === 0 ? [] : await readLifecycle(gateway, bucket);
	await put(gateway, bucket, rules);
	const made = await readLifecycle(gateway, bucket);
	if (isDeepStrictEqual(comparable(made), comparable(rules))) return made;
	// Somebody else's, when not even the names are those that were given.
	const isOurs = rules.length > 0 && made.length === rules.length && rules.every(({ ID }) => !ID || made.some((one) => one.ID === ID));
	if (isOurs) await put(gateway, bucket, former);
	throw new SystemError({
		message: `The gateway keeps other rules for bucket ${JSON.stringify(bucket)} than it was given: ${JSON.stringify(made)}`,
		description: isOurs
			? 'The rules that the bucket had before are in place again. This release of the gateway does not know all that the new ones say.'
			: 'Something else changed them at the same time, or the gateway fails to change them.',
		code: 'LifecycleDiffers',
	});
}

async function put(gateway: Gateway, Bucket: string, rules: readonly LifecycleRule[]): Promise<void> {
	const change = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...rules] } });
	await (rules.length === 0 ? gateway.send(new DeleteBucketLifecycleCommand({ Bucket })) : gateway.send(change));
}

import { createHmac, randomBytes } from 'node:crypto';

import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Logger } from 'n8n-workflow';

import { SystemError } from '../../shared/errors.ts';
import { orNone } from '../../shared/or-none.ts';
import type { GatewayCredential } from '../gateway/client.ts';
import { gateway } from '../gateway/gateway.ts';
import { putNotification } from './notifications.ts';
import { deregister, type Doors } from './registration.ts';
import { isSecret } from './secret.ts';
import type { Settings } from './settings.ts';
import { topicArn } from './topics.ts';

/** Names of the buckets by whose events the way is tried, for people who find one that was left behind. */
const PREFIX = 'n8n-check-';
const KEY = 'way-back';
/** Milliseconds that the gateway has to post an event, which it does before it answers to the writer. */
const PATIENCE = 15_000;

/** An event as far as the way back is concerned. */
interface Sign {
	bucket: string;
	secret: unknown;
}

/**
 * Makes the gateway post an event to n8n. RGW has no other way to learn whether it reaches an endpoint: it keeps to itself how a
 * delivery went, and has no test event as S3 has. So an object is put into a bucket that has no other notification, which n8n
 * removes when the event comes, in whatever process of n8n that is: when it is still there, the event was lost.
 *
 * @returns `undefined` where the user may make no bucket, so that nobody can tell
 */
export async function isWayOpen(credential: GatewayCredential, { gateway: door, topics }: Doors, { endpoint, delivery }: Settings, logger: Logger): Promise<boolean | undefined> {
	const bucket = `${PREFIX}${randomBytes(12).toString('hex')}`;
	try {
		await door.send(new CreateBucketCommand({ Bucket: bucket }));
	} catch (thrown) {
		if (!(thrown instanceof SystemError)) throw thrown;
		logger.warn(`Whether the object gateway reaches n8n is not known: ${thrown.message}`);
		return undefined;
	}
	try {
		const topic = { endpoint, persistent: false, secret: secretOf(credential, bucket) };
		const topicArn = await topics.create(bucket, topic, { 'verify-ssl': delivery['verify-ssl'] ?? 'true' });
		await putNotification(door, bucket, { id: bucket, topicArn, events: ['s3:ObjectCreated:*'], filter: { key: { prefix: '', suffix: '', regex: '' }, metadata: [], tags: [] } });
		const patient = gateway(async () => credential, AbortSignal.timeout(PATIENCE));
		await patient.send(new PutObjectCommand({ Bucket: bucket, Key: KEY, Body: 'n8n' })).catch((thrown: unknown) => {
			logger.debug(`The gateway did not come to an end with an event for n8n: ${String(thrown)}`);
		});
		return (await orNone(door.send(new HeadObjectCommand({ Bucket: bucket, Key: KEY })), 'NoSuchKey')) === undefined;
	} finally {
		await removeTraces({ gateway: door, topics }, bucket).catch((thrown: unknown) => {
			logger.warn(`Bucket and topic ${bucket} may remain at the object gateway: ${String(thrown)}`);
		});
	}
}

/** The failure of an activation whose events would not arrive. */
export function wayClosed(endpoint: string): SystemError {
	return new SystemError({
		message: `The object gateway does not reach n8n at ${new URL(endpoint).origin}`,
		description:
			'An event that it was to post there did not arrive. Give the address of n8n as the gateway sees it as Webhook Base URL, in the credential or the options of this node; firewalls, proxies and certificates in between can be the cause too.',
		code: 'way-back',
	});
}

/** Whether an event is one by which the way is tried. */
export function isSignOfWay({ bucket }: { bucket: string }): boolean {
	return bucket.startsWith(PREFIX);
}

/**
 * Lets whoever tries the way know that an event arrived.
 *
 * @returns whether it is one of ours, which only those who know the secret key can send
 */
export async function signal(credential: GatewayCredential, { bucket, secret }: Sign): Promise<boolean> {
	if (!isSecret(secret, secretOf(credential, bucket))) return false;
	await gateway(async () => credential).send(new DeleteObjectCommand({ Bucket: bucket, Key: KEY }));
	return true;
}

/** Processes of n8n that share no memory know it: it follows from the credential. */
function secretOf({ secretAccessKey }: GatewayCredential, bucket: string): string {
	return createHmac('sha256', secretAccessKey).update(bucket).digest('base64url');
}

async function removeTraces(doors: Doors, bucket: string): Promise<void> {
	await deregister(doors, { name: bucket, bucket, topicArn: topicArn(bucket) });
	await doors.gateway.send(new DeleteObjectCommand({ Bucket: bucket, Key: KEY }));
	await doors.gateway.send(new DeleteBucketCommand({ Bucket: bucket }));
}

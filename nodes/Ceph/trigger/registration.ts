import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { SystemError } from '../../shared/errors.ts';
import { tryAgain } from '../../shared/try-again.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Notification } from './notification.ts';
import { deleteNotification, listNotifications, putNotification } from './notifications.ts';
import { fingerprint, type Settings } from './settings.ts';
import { nameOf, type Topic, type Topics, topicArn } from './topics.ts';

/** What a trigger has at the gateway, as n8n keeps it with the workflow. */
export type Registration = {
	/** Id of the notification; the topic has the same name. */
	name: string;
	bucket: string;
	topicArn: string;
	/** In every record that the gateway posts. */
	secret: string;
	/** {@link fingerprint} of the settings. */
	settings: string;
};

/** The two APIs by which notifications are set up. */
export interface Doors {
	gateway: Gateway;
	topics: Topics;
}

/** How often something is tried when another change came in between, and milliseconds before the next time. */
const ATTEMPTS = 8;
const PAUSE = 100;
/** What a gateway answers that lost a race for the bucket, by release. */
const RACES = ['409', '500', 'ConcurrentModification', 'InternalError', 'OperationAborted', 'ServiceUnavailable', 'SlowDown', 'UnknownError'];

/** Whether topic and notification are there as the settings want them. */
export async function isRegistered({ gateway, topics }: Doors, registration: Registration, settings: Settings): Promise<boolean> {
	const { bucket, secret } = registration;
	if (registration.settings !== fingerprint(settings)) return false;
	const topic = await topics.find(registration.topicArn);
	return topic !== undefined && isSame(topic, { ...settings, secret }) && (await isListed(gateway, bucket, toNotification(registration, settings)));
}

/**
 * Makes topic and notification, or changes what is there of them; notifications of others stay as they are.
 *
 * @param name of both
 * @returns what to keep; when it throws, nothing is left behind, or the error names what may be
 */
export async function register({ gateway, topics }: Doors, name: string, settings: Settings, secret: string): Promise<Registration> {
	const topic: Topic = { endpoint: settings.endpoint, persistent: settings.persistent, secret };
	const found = await topics.find(topicArn(name));
	// Events that a topic keeps bear the endpoint and the secret of their time: they could never be delivered and would be in
	// the way of others.
	if (found !== undefined && !isSame(found, topic)) await patiently(() => topics.delete(topicArn(name)));
	const arn = await patiently(() => topics.create(name, topic, settings.delivery));
	const registration: Registration = { name, bucket: settings.bucket, topicArn: arn, secret, settings: fingerprint(settings) };
	try {
		await putUntilListed(gateway, settings.bucket, toNotification(registration, settings));
		return registration;
	} catch (thrown) {
		// Where the bucket is closed to the user, there is a topic and no notification.
		const isClosed = thrown instanceof SystemError && ['AccessDenied', 'NoSuchBucket'].includes(thrown.failure.code ?? '');
		const removal = isClosed ? patiently(() => topics.delete(arn)) : deregister({ gateway, topics }, registration);
		await removal.catch(() => {
			throw leftBehind(thrown, name, settings.bucket);
		});
		throw thrown;
	}
}

/** Removes notification and topic; what is gone already is as good. When the one cannot be removed, the other is all the same. */
export async function deregister({ gateway, topics }: Doors, { name, bucket, topicArn }: Pick<Registration, 'name' | 'bucket' | 'topicArn'>): Promise<void> {
	// The notification first: without its topic it would go on in releases in which it has a copy of it.
	const outcomes = await Promise.allSettled([patiently(() => deleteNotification(gateway, bucket, name)).catch(unlessGone)]);
	outcomes.push(...(await Promise.allSettled([patiently(() => topics.delete(topicArn))])));
	for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** Says what may remain at the gateway because removing it failed. */
export function leftBehind(thrown: unknown, name: string, bucket: string): SystemError {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return new SystemError(
		{
			message: `Topic "${name}" and the notification of that name on bucket ${JSON.stringify(bucket)} may remain at the gateway: ${reason}`,
			description:
				'Activate and deactivate the workflow again once the gateway answers; or remove the notification by an S3 client, and the topic with: radosgw-admin topic rm --topic NAME',
			code: thrown instanceof SystemError ? thrown.failure.code : undefined,
		},
		thrown,
	);
}

function toNotification({ name, topicArn }: Registration, { events, filter }: Settings): Notification {
	return { id: name, topicArn, events, filter };
}

function isSame(one: Topic, other: Topic): boolean {
	return one.endpoint === other.endpoint && one.persistent === other.persistent && one.secret === other.secret;
}

/** Puts the notification until it stays: some releases read and write those of a bucket as one, and the last one wins. */
async function putUntilListed(gateway: Gateway, bucket: string, notification: Notification): Promise<void> {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		await patiently(() => putNotification(gateway, bucket, notification));
		if (await isListed(gateway, bucket, notification)) return;
		await sleep(PAUSE * attempt);
	}
	throw new SystemError({
		message: `The gateway took the notification of bucket ${JSON.stringify(bucket)} and does not list it`,
		description: 'Something else changes the notifications of the bucket all the time; try again when it is done.',
	});
}

/** Tries again what lost against other triggers that are activated or deactivated at the same time. */
async function patiently<T>(change: () => Promise<T>): Promise<T> {
	// Those that lost together must not meet again.
	const pause = (tries: number) => (tries < ATTEMPTS ? PAUSE * tries * (0.5 + Math.random()) : undefined);
	return await tryAgain(change, { isPassing: isRace, pause });
}

function isRace(thrown: unknown): boolean {
	return thrown instanceof SystemError && RACES.includes(thrown.failure.code ?? '');
}

async function isListed(gateway: Gateway, bucket: string, { id, topicArn, events }: Notification): Promise<boolean> {
	const listed = (await listNotifications(gateway, bucket)).find((notification) => notification.id === id);
	return listed !== undefined && nameOf(listed.topicArn) === nameOf(topicArn) && isDeepStrictEqual(eventSet(listed.events), eventSet(events));
}

/** Releases spell some events differently: "Noncurrent", which all take, is listed as "NonCurrent" by newer ones. */
function eventSet(events: readonly string[]): Set<string> {
	return new Set(events.map((event) => event.toLowerCase()));
}

function unlessGone(thrown: unknown): void {
	if (!(thrown instanceof SystemError && thrown.failure.code === 'NoSuchBucket')) throw thrown;
}

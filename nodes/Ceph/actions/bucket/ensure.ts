import { CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';

import { checkOnly, ensure as bringAbout } from '../../../shared/ensure.ts';
import { collection, locator, optional } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { SystemError } from '../../../shared/errors.ts';
import { adminBucket, type GatewayBucket } from '../../gateway/buckets.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { orNone } from '../../../shared/or-none.ts';
import { parseLimit, quotaLimits } from '../../gateway/quota.ts';
import { fromTagSet, toTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { name, objectLock, placement, tags, versioning } from './fields.ts';
import { comparable } from './lifecycle-form.ts';
import { fromJson } from './lifecycle-rules.ts';
import { toConfiguration } from './placement.ts';
import { checkPolicy } from './policy-setting.ts';
import { type Settings, SETTINGS } from './settings.ts';

type Found = Readonly<Record<string, unknown>>;

export const ensure = defineOperation<CephContext>()({
	name: 'Ensure',
	action: 'Ensure a bucket',
	description:
		'Make a bucket as declared: create it when it is absent, change what differs, leave the rest; owner and limits need the capabilities buckets=* and users=read',
	fields: {
		name,
		settings: collection(
			'Add setting',
			{
				lifecycle: {
					displayName: 'Lifecycle (JSON)',
					type: 'json',
					default: '',
					placeholder: '[{ "Status": "Enabled", "Filter": { "Prefix": "logs/" }, "Expiration": { "Days": 30 } }]',
					description: 'All rules by which something goes away, as S3 has them (LifecycleRule); their names do not count, and [] is for none',
				},
				maxObjects: quotaLimits.fields.maxObjects,
				maxSize: quotaLimits.fields.maxSize,
				objectLock,
				owner: optional(locator('searchUsers', { displayName: 'Owner', placeholder: 'e.g. alice', description: 'The user to whom the bucket belongs' })),
				placement: { ...placement, description: 'Placement target of the zone group for a bucket that has to be created' },
				policy: { displayName: 'Policy (JSON)', type: 'json', default: '', description: 'Who may do what, in the policy language of S3; null for no policy' },
				tags: { ...tags, description: 'All tags of the bucket' },
				versioning,
			},
			'Settings',
		),
		checkOnly,
	},
	async run({ fields: { name, settings, checkOnly }, gateway, execution }) {
		const { maxSize, maxObjects, objectLock, placement, versioning, owner } = settings;
		if (settings.policy !== undefined && settings.policy !== null) checkPolicy(settings.policy, 'Policy (JSON)');
		const declared: Partial<Settings> = {
			versioning,
			objectLock,
			tags: settings.tags && fromTagSet(toTagSet(settings.tags)),
			lifecycle: settings.lifecycle === undefined ? undefined : fromJson(settings.lifecycle, 'Lifecycle (JSON)', execution.getTimezone()),
			policy: settings.policy,
			maxSize: maxSize === undefined ? undefined : parseLimit(maxSize, 'Max Size'),
			maxObjects: maxObjects === 0 ? null : maxObjects,
			owner: owner || undefined,
		};
		const names = namesOf(declared);
		const write = async (changed: readonly string[]) => {
			for (const setting of names.filter((one) => changed.includes(one))) await writeSetting(gateway, name, setting, declared);
		};
		const ensured = await bringAbout<Found>(
			{
				what: `Bucket ${JSON.stringify(name)}`,
				declared: inComparableForm(declared),
				find: () => findBucket(gateway, name, names),
				actual: (found) => found,
				async create() {
					const [ObjectLockEnabledForBucket, CreateBucketConfiguration] = [objectLock || undefined, toConfiguration(placement)];
					await gateway.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket, CreateBucketConfiguration }));
				},
				change: write,
			},
			checkOnly,
		);
		return { name, ...ensured };
	},
});

function namesOf(declared: Partial<Settings>): (keyof Settings)[] {
	return (Object.keys(SETTINGS) as (keyof Settings)[]).filter((one) => declared[one] !== undefined);
}

async function writeSetting<N extends keyof Settings>(gateway: Gateway, bucket: string, setting: N, declared: Partial<Settings>): Promise<void> {
	await SETTINGS[setting].write(gateway, bucket, declared[setting] as Settings[N]);
}

/** Looks only at what is declared, so that nobody needs rights for the rest. */
async function findBucket(gateway: Gateway, bucket: string, names: readonly (keyof Settings)[]): Promise<Found | undefined> {
	if (names.some((one) => SETTINGS[one].administered)) {
		const info = await orNone(adminBucket(gateway, bucket), 'NoSuchBucket');
		return info && (await readSettings(gateway, bucket, names, info));
	}
	const found = await orNone<object>(gateway.send(new HeadBucketCommand({ Bucket: bucket })), 'NoSuchBucket');
	return found && (await readSettings(gateway, bucket, names));
}

async function readSettings(gateway: Gateway, bucket: string, names: readonly (keyof Settings)[], info?: GatewayBucket): Promise<Found> {
	const read = await Promise.all(names.map(async (one) => [one, await readSetting(gateway, bucket, one, info)] as const));
	return inComparableForm(Object.fromEntries(read));
}

/** Once a bucket has been given to another user, most is that user's affair; of some the gateway tells an administrator. */
async function readSetting(gateway: Gateway, bucket: string, name: keyof Settings, info: GatewayBucket | undefined): Promise<unknown> {
	const setting = SETTINGS[name];
	return await setting.read(gateway, bucket).catch((thrown: unknown) => {
		if (info === undefined || !(thrown instanceof SystemError) || thrown.failure.code !== 'AccessDenied') throw thrown;
		const known = setting.told?.(info);
		if (known !== undefined) return known;
		const message = `Bucket ${JSON.stringify(bucket)} belongs to ${JSON.stringify(info.owner)}, who has not let the user of the credential see its ${name}`;
		throw new SystemError({ message, description: 'Declare this with a credential of the owner, or have a policy of the bucket allow it.', code: 'AccessDenied' }, thrown);
	});
}

function inComparableForm(settings: Partial<Settings>): Found {
	return { ...settings, ...(settings.lifecycle && { lifecycle: comparable(settings.lifecycle) }) };
}

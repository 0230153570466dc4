import { GetBucketLifecycleConfigurationCommand, GetBucketPolicyCommand, GetBucketTaggingCommand, GetBucketVersioningCommand, HeadBucketCommand, PutBucketTaggingCommand } from '@aws-sdk/client-s3';
import type { INodeParameters } from 'n8n-workflow';

import { adminGatewayCredential, first, itemsOf, run, s3, unique } from './support/ceph.ts';
import { administered, newUser, radosgwAdmin, usersForTests } from './support/gateway-admin.ts';

const newName = usersForTests();
const made: string[] = [];
afterAll(async () => {
	for (const name of made) await radosgwAdmin('bucket', 'rm', `--bucket=${name}`, '--purge-objects').catch(() => undefined);
});
const newBucketName = () => {
	made.push(unique());
	return made.at(-1)!;
};

interface Stats {
	owner: string;
	bucket_quota: { enabled: boolean; max_size: number; max_objects: number };
	object_lock_enabled: boolean;
}
const statsOf = (name: string) => radosgwAdmin<Stats>('bucket', 'stats', `--bucket=${name}`);

describe('a declared bucket', () => {
	const rule = { Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } };
	const settings = {
		versioning: 'Enabled',
		tags: { values: [{ name: 'team', value: 'storage' }] },
		lifecycle: JSON.stringify([rule]),
	};

	it('is created as declared, left alone then, and changed where it differs, by its owner', async () => {
		const name = newBucketName();
		const ensure = (more: INodeParameters = {}, checkOnly = false) => first('bucket', 'ensure', { name, settings: { ...settings, ...more }, checkOnly });
		expect(await ensure({}, true)).toMatchObject({ name, existed: false, created: false, differences: [{ setting: 'versioning', is: null, wanted: 'Enabled' }, { setting: 'tags' }, { setting: 'lifecycle' }] });
		await expect(s3.send(new HeadBucketCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'NotFound' });

		expect(await ensure()).toMatchObject({ name, existed: false, created: true, changed: false });
		expect(await s3.send(new GetBucketVersioningCommand({ Bucket: name }))).toMatchObject({ Status: 'Enabled' });
		expect(await s3.send(new GetBucketTaggingCommand({ Bucket: name }))).toMatchObject({ TagSet: [{ Key: 'team', Value: 'storage' }] });
		expect(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }))).toMatchObject({ Rules: [rule] });
		expect(await ensure()).toEqual({ name, existed: true, created: false, changed: false, differences: [] });

		await s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet: [{ Key: 'other', Value: '' }] } }));
		const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject'], Resource: [`arn:aws:s3:::${name}/kept/*`] }] };
		const changes = { versioning: 'Suspended', policy: JSON.stringify(policy), lifecycle: '[]' };
		const differing = ['lifecycle', 'policy', 'tags', 'versioning'];
		const settingsOf = ({ differences }: { differences?: unknown }) => (differences as { setting: string }[]).map(({ setting }) => setting).toSorted();
		const looked = await ensure(changes, true);
		expect(settingsOf(looked)).toEqual(differing);
		expect(await s3.send(new GetBucketVersioningCommand({ Bucket: name }))).toMatchObject({ Status: 'Enabled' });
		const changed = await ensure(changes);
		expect(changed).toMatchObject({ existed: true, changed: true });
		expect(settingsOf(changed)).toEqual(differing);
		expect(await s3.send(new GetBucketVersioningCommand({ Bucket: name }))).toMatchObject({ Status: 'Suspended' });
		expect(JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket: name }))).Policy!)).toEqual(policy);
		await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
		expect(await ensure(changes)).toMatchObject({ changed: false, differences: [] });
	});

	it('gets owner and limits from an administrator', async () => {
		const name = newBucketName();
		const { user } = await newUser(newName());
		const settings = { owner: user, maxSize: '10 MiB', maxObjects: 5, tags: { values: [{ name: 'a', value: 'b' }] } };
		const ensure = (more: INodeParameters = {}, checkOnly = false) => administered('bucket', 'ensure', { name, settings: { ...settings, ...more }, checkOnly });
		expect(await ensure()).toMatchObject({ created: true });
		expect(await statsOf(name)).toMatchObject({ owner: user, bucket_quota: { enabled: true, max_size: 10 * 2 ** 20, max_objects: 5 } });

		const administrative = { owner: user, maxSize: '0', maxObjects: 5 };
		const only = (checkOnly: boolean) => administered('bucket', 'ensure', { name, settings: administrative, checkOnly });
		expect(await only(true)).toEqual({ name, existed: true, created: false, changed: false, differences: [{ setting: 'maxSize', is: 10 * 2 ** 20, wanted: null }] });
		expect(await only(false)).toMatchObject({ changed: true });
		expect(await statsOf(name)).toMatchObject({ bucket_quota: { enabled: true, max_size: -1, max_objects: 5 } });
		await expect(run('bucket', 'ensure', { name, settings: administrative })).rejects.toMatchObject({ message: 'The user of the credential lacks the capability buckets=read' });
	});

	it('settles when it belongs to another user', async () => {
		const name = newBucketName();
		const { user } = await newUser(newName());
		const settings = { owner: user, versioning: 'Enabled', objectLock: true, tags: { values: [{ name: 'a', value: 'ä' }] } };
		const ensure = (more: INodeParameters = {}, checkOnly = false) => administered('bucket', 'ensure', { name, settings: { ...settings, ...more }, checkOnly });
		expect(await ensure()).toMatchObject({ created: true });
		expect(await ensure()).toEqual({ name, existed: true, created: false, changed: false, differences: [] });
		expect(await ensure({ tags: { values: [] } }, true)).toMatchObject({ differences: [{ setting: 'tags', is: { a: 'ä' }, wanted: {} }] });
		// The rest is the owner's affair.
		await expect(ensure({ versioning: 'Suspended' })).rejects.toMatchObject({ httpCode: 'AccessDenied' });
		await expect(ensure({ lifecycle: '[]' })).rejects.toMatchObject({
			message: `Bucket "${name}" belongs to "${user}", who has not let the user of the credential see its lifecycle`,
			description: expect.stringContaining('credential of the owner') as string,
		});

		const bare = newBucketName();
		const only = () => administered('bucket', 'ensure', { name: bare, settings: { owner: user, tags: { values: [] } } });
		await only();
		expect(await only()).toMatchObject({ changed: false });
	});

	it.each<[string, object]>([
		['tags in any order', { Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'b', Value: '1' }, { Key: 'a', Value: '2' }] } } }],
		['a prefix beside a tag', { Filter: { Prefix: 'x/', Tag: { Key: 'a', Value: 'b' } } }],
		['And with an empty prefix', { Filter: { And: { Prefix: '', Tags: [{ Key: 'a', Value: 'b' }] } } }],
		['And with a prefix alone', { Filter: { And: { Prefix: 'a/' } } }],
		['a filter without conditions', { Filter: {} }],
		['the older form', { Prefix: 'a/' }],
		['sizes', { Filter: { And: { Prefix: 'a/', ObjectSizeGreaterThan: 1, ObjectSizeLessThan: '1000' } } }],
		['days as text', { Filter: {}, Expiration: { Days: '3' } }],
		['a date', { Filter: {}, Expiration: { Date: '2031-01-01' } }],
		['a delete marker', { Filter: {}, Expiration: { ExpiredObjectDeleteMarker: 'true' } }],
		['what earlier versions have', { Filter: {}, Expiration: undefined, NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: '2' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
		['letters of all kinds', { Filter: { And: { Prefix: 'Prüfung & <b>/', Tags: [{ Key: 'größe', Value: '日本 "x"' }] } } }],
	])('settles with a life cycle of %s', async (_what, rule) => {
		const name = newBucketName();
		const rules = [{ Status: 'Enabled', Expiration: { Days: 3 }, ...rule }, { ID: 'other', Status: 'Disabled', Filter: { Prefix: 'other/' }, Expiration: { Days: 9 } }];
		const ensure = (lifecycle: unknown) => first('bucket', 'ensure', { name, settings: { lifecycle: JSON.stringify(lifecycle) } });
		expect(await ensure(rules)).toMatchObject({ created: true });
		expect(await ensure(rules)).toMatchObject({ existed: true, changed: false, differences: [] });
		expect(await ensure({ Rules: rules.toReversed() })).toMatchObject({ changed: false });
		// What is read settles too.
		const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
		expect(await ensure(Rules)).toMatchObject({ changed: false });
	});

	it('is not made with a life cycle that the gateway would take for another', async () => {
		const name = unique();
		const ensure = (rule: object) => run('bucket', 'ensure', { name, settings: { lifecycle: JSON.stringify([{ Status: 'Enabled', Expiration: { Days: 1 }, ...rule }]) } });
		await expect(ensure({ Filter: { prefix: 'logs/' } })).rejects.toThrow('Lifecycle (JSON): [0].Filter cannot have "prefix"');
		await expect(ensure({ Filter: 'logs/' })).rejects.toThrow('Lifecycle (JSON): [0].Filter got "logs/"');
		await expect(s3.send(new HeadBucketCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('may be one without a policy', async () => {
		const name = newBucketName();
		const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject'], Resource: [`arn:aws:s3:::${name}/*`] }] };
		const ensure = (policy: string) => first('bucket', 'ensure', { name, settings: { policy } });
		expect(await ensure(JSON.stringify(policy))).toMatchObject({ created: true });
		expect(await ensure('null')).toMatchObject({ changed: true, differences: [{ setting: 'policy', is: policy, wanted: null }] });
		await expect(s3.send(new GetBucketPolicyCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
		expect(await ensure('null')).toMatchObject({ changed: false });
		for (const none of ['{}', '[]', '"x"']) await expect(ensure(none)).rejects.toThrow(/^Policy \(JSON\): /);
	});

	it('has the limits that were given, to the byte', async () => {
		const name = newBucketName();
		const ensure = () => administered('bucket', 'ensure', { name, settings: { maxSize: '1000', maxObjects: 1 } });
		expect(await ensure()).toMatchObject({ created: true });
		expect(await ensure()).toMatchObject({ changed: false });
		expect(await statsOf(name)).toMatchObject({ bucket_quota: { max_size: 1000, max_objects: 1 } });
	});

	it('gets an object lock, and keeps it', async () => {
		const [locked, plain] = [newBucketName(), newBucketName()];
		await run('bucket', 'ensure', { name: locked, settings: { objectLock: true, versioning: 'Enabled' } });
		expect(await statsOf(locked)).toMatchObject({ object_lock_enabled: true });
		await run('bucket', 'ensure', { name: plain });
		await expect(run('bucket', 'ensure', { name: plain, settings: { objectLock: true } })).rejects.toMatchObject({ httpCode: 'InvalidBucketState' });
		expect(await first('bucket', 'ensure', { name: plain, settings: { objectLock: true, versioning: 'Enabled' } })).toMatchObject({ changed: true });
		expect(await statsOf(plain)).toMatchObject({ object_lock_enabled: true });
		await expect(run('bucket', 'ensure', { name: locked, settings: { objectLock: false } })).rejects.toThrow('and it cannot be taken away');
	});

	it('is not taken from another user', async () => {
		const name = newBucketName();
		await run('bucket', 'ensure', { name });
		const other = { credentials: { cephObjectGatewayApi: adminGatewayCredential } };
		await expect(run('bucket', 'ensure', { name }, other)).rejects.toMatchObject({ httpCode: 'AccessDenied' });
	});

	it('is made once when many items declare it at once', async () => {
		const name = newBucketName();
		const items = await run('bucket', 'ensure', { name, settings: { versioning: 'Enabled' } }, { items: itemsOf({}, {}, {}, {}) });
		expect(items).toHaveLength(4);
		expect(await s3.send(new GetBucketVersioningCommand({ Bucket: name }))).toMatchObject({ Status: 'Enabled' });
	});
});

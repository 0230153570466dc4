import { CreateBucketCommand, HeadBucketCommand, ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ILoadOptionsFunctions, INodeParameters } from 'n8n-workflow';

import { executionOf } from '../../support/node-runner.ts';
import { adminGatewayCredential, gatewayCredential, itemsOf, named, node, run, unique } from './support/ceph.ts';
import { administer, administered, clientOf, newUser, radosgwAdmin, shownUser, usersForTests } from './support/gateway-admin.ts';

const newName = usersForTests();

interface Keys {
	keys: { accessKey: string; secretKey: string }[];
}

describe('a user of the gateway', () => {
	it('is created with a key that is good, and whose secret is shown only on demand', async () => {
		const user = newName();
		const email = `${user}@example.com`;
		const options = { email, maxBuckets: 7, capabilities: 'usage=read; buckets=read,write', includeSecretKeys: true };
		const made = await administered('user', 'create', { user, displayName: 'Ämy Example', options });
		expect(made).toMatchObject({ user, tenant: '', displayName: 'Ämy Example', email, suspended: false, maxBuckets: 7, capabilities: 'buckets=*;usage=read' });
		expect(await shownUser(user)).toMatchObject({ user_id: user, display_name: 'Ämy Example', email, max_buckets: 7, suspended: 0 });

		const [{ accessKey, secretKey }] = (made as unknown as Keys).keys as [Keys['keys'][0]];
		const { Owner } = await clientOf(accessKey, secretKey).send(new ListBucketsCommand({}));
		expect(Owner?.ID).toBe(user);

		const shown = await administered('user', 'get', { user: named(user) });
		expect(shown).toMatchObject({ user, keys: [{ accessKey, user }], usage: { bytes: 0, objects: 0 } });
		expect(JSON.stringify(shown)).not.toContain(secretKey);
		const withSecrets = await administered('user', 'get', { user: named(user), options: { includeSecretKeys: true } });
		expect(withSecrets).toMatchObject({ keys: [{ accessKey, secretKey }] });
	});

	it('is created without secrets in the output, with given keys, without any, or suspended', async () => {
		const [given, keyless, suspended] = [newName(), newName(), newName()];
		const options = { accessKey: `K${Date.now()}`, secretKey: 'given-secret', email: '' };
		expect(JSON.stringify(await administered('user', 'create', { user: given, displayName: 'Given', options }))).not.toContain('given-secret');
		await clientOf(options.accessKey, options.secretKey).send(new ListBucketsCommand({}));
		expect(await administered('user', 'create', { user: keyless, displayName: 'Keyless', options: { withoutKey: true } })).toMatchObject({ keys: [] });
		const made = await administered('user', 'create', { user: suspended, displayName: 'Suspended', options: { suspended: true, includeSecretKeys: true } });
		const [{ accessKey, secretKey }] = (made as unknown as Keys).keys as [Keys['keys'][0]];
		await expect(clientOf(accessKey, secretKey).send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'UserSuspended' });
	});

	it('can belong to a tenant', async () => {
		const tenant = `t${Date.now()}`;
		const user = newName(tenant);
		const options = { tenant };
		expect(await administered('user', 'create', { user: user.split('$')[1]!, displayName: 'Tenanted', options })).toMatchObject({ user, tenant });
		expect(await administered('user', 'get', { user: named(user) })).toMatchObject({ user, tenant, displayName: 'Tenanted' });
	});

	it('is updated in what is given alone', async () => {
		const user = newName();
		await administered('user', 'create', { user, displayName: 'Before', options: { email: `${user}@example.com`, maxBuckets: 5 } });
		expect(await administered('user', 'update', { user: named(user), changes: { displayName: 'After' } })).toMatchObject({ displayName: 'After', email: `${user}@example.com`, maxBuckets: 5 });
		await administered('user', 'update', { user: named(user), changes: { email: '', maxBuckets: 0 } });
		expect(await shownUser(user)).toMatchObject({ display_name: 'After', email: '', max_buckets: 0 });
		await expect(administer('user', 'update', { user: named(user) })).rejects.toThrow('Changes: nothing to change was given');
		await expect(administer('user', 'update', { user: named(user), changes: { defaultPlacement: 'nowhere' } })).rejects.toMatchObject({ httpCode: 'InvalidArgument' });
	});

	it('is suspended with its buckets and enabled again', async () => {
		const { user, client } = await newUser(newName());
		const Bucket = unique();
		await client.send(new CreateBucketCommand({ Bucket }));
		expect(await administered('user', 'suspend', { user: named(user) })).toMatchObject({ user, suspended: true });
		await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'UserSuspended' });
		expect(await administered('user', 'enable', { user: named(user) })).toMatchObject({ user, suspended: false });
		await client.send(new HeadBucketCommand({ Bucket }));
	});

	it('that owns buckets is deleted only with its data', async () => {
		const { user, client } = await newUser(newName());
		const Bucket = unique();
		await client.send(new CreateBucketCommand({ Bucket }));
		await client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
		expect(await administered('user', 'get', { user: named(user), options: { countAnew: true } })).toMatchObject({ usage: { bytes: 1, objects: 1 } });
		await expect(administer('user', 'delete', { user: named(user) })).rejects.toMatchObject({ message: `The user "${user}" still has buckets`, httpCode: 'BucketAlreadyExists' });
		expect(await administered('user', 'delete', { user: named(user), options: { purgeData: true } })).toEqual({ user, deleted: true, dataPurged: true });
		await expect(shownUser(user)).rejects.toThrow('could not fetch user info');
		await expect(administer('user', 'delete', { user: named(user) })).rejects.toMatchObject({ message: `There is no user "${user}"`, httpCode: 'NoSuchUser' });
	});
});

describe('users of the gateway', () => {
	it('are listed, with details on demand', async () => {
		const { user } = await newUser(newName());
		// Other tests make users and delete them meanwhile.
		const before = await radosgwAdmin<string[]>('user', 'list');
		const names = (await administer('user', 'getAll', { returnAll: true })).map(({ json }) => json);
		const after = await radosgwAdmin<string[]>('user', 'list');
		const found = names.map((json) => json.user as string);
		expect(found).toEqual(expect.arrayContaining(before.filter((name) => after.includes(name))));
		expect([...before, ...after]).toEqual(expect.arrayContaining(found));
		expect(new Set(found).size).toBe(found.length);
		expect(names).toContainEqual({ user });
		const details = (await administer('user', 'getAll', { returnAll: true, options: { details: true } })).map(({ json }) => json);
		expect(details).toContainEqual(expect.objectContaining({ user, displayName: 'Test', suspended: false }));
		expect(await administer('user', 'getAll', { returnAll: false, limit: 2 })).toHaveLength(2);
	});

	it('are picked by a part of their name', async () => {
		const { user } = await newUser(newName());
		const search = node.methods.listSearch.searchUsers;
		const as = (credential: typeof gatewayCredential) => executionOf(node, { credentials: { cephObjectGatewayApi: credential } }) as unknown as ILoadOptionsFunctions;
		expect(await search.call(as(adminGatewayCredential), user.slice(3, 30))).toEqual({ results: [{ name: user, value: user }] });
		await expect(search.call(as(gatewayCredential))).rejects.toMatchObject({ message: 'The user of the credential lacks the capability users=read' });
	});
});

describe('what the gateway refuses', () => {
	it('is said in words', async () => {
		const user = newName();
		const email = `${user}@example.com`;
		const accessKey = `K${Date.now()}X`;
		await administer('user', 'create', { user, displayName: 'One', options: { email, accessKey } });
		const create = (other: string, options: INodeParameters) => administer('user', 'create', { user: other, displayName: 'Two', options });
		await expect(create(user, {})).rejects.toMatchObject({ message: `There is a user "${user}" already`, httpCode: 'UserAlreadyExists' });
		await expect(administer('user', 'create', { user, displayName: 'One' })).rejects.toMatchObject({ httpCode: 'UserAlreadyExists' });
		await expect(create(newName(), { email })).rejects.toMatchObject({ message: `The email address "${email}" belongs to another user`, httpCode: 'EmailExists' });
		await expect(create(newName(), { accessKey, secretKey: 'very-secret' })).rejects.toMatchObject({ message: `The access key "${accessKey}" belongs to a user already`, httpCode: 'KeyExists' });
		await expect(create(newName(), { capabilities: 'nonsense=read' })).rejects.toMatchObject({ httpCode: 'InvalidCapability' });
		await expect(create(newName(), { capabilities: 'users=some' })).rejects.toThrow('Capabilities: cannot read "users=some"');
		await expect(create(newName(), { withoutKey: true, accessKey })).rejects.toThrow('Without Key: a key was given too');
		await expect(create(newName(), { tenant: 'not/one' })).rejects.toMatchObject({ httpCode: 'InvalidTenantName' });
	});

	it('never shows a secret', async () => {
		const user = newName();
		await newUser(user);
		const thrown: unknown = await administer('user', 'create', { user, displayName: 'Two', options: { secretKey: 'very-secret' } }).catch((error: unknown) => error);
		expect(JSON.stringify(thrown, (_key, value: unknown) => (value instanceof Error ? { ...value, message: value.message, stack: value.stack, cause: value.cause } : value))).not.toContain('very-secret');
	});

	it('for want of a capability names it', async () => {
		await expect(run('user', 'get', { user: named('cim') })).rejects.toMatchObject({
			message: 'The user of the credential lacks the capability users=read',
			description: expect.stringContaining('radosgw-admin caps add') as string,
			httpCode: 'AccessDenied',
		});
		await expect(run('user', 'create', { user: newName(), displayName: 'X' })).rejects.toMatchObject({ message: 'The user of the credential lacks the capability users=write' });
		await expect(run('user', 'getUsage', {})).rejects.toMatchObject({ message: 'The user of the credential lacks the capability usage=read' });
	});

	it('to one item leaves the others alone when the user continues', async () => {
		const { user } = await newUser(newName());
		const missing = unique();
		const items = await administer('user', 'get', { user: '={{ $json.user }}' }, { items: itemsOf({ user: missing }, { user }), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json)).toEqual([
			{ error: `There is no user "${missing}"`, details: { code: 'NoSuchUser', description: expect.any(String) as string } },
			expect.objectContaining({ user }),
		]);
	});

	it('with wrong keys, or where nothing listens, is said as for buckets', async () => {
		const as = (more: object) => run('user', 'get', { user: named('cim') }, { credentials: { cephObjectGatewayApi: { ...adminGatewayCredential, ...more } } });
		await expect(as({ secretAccessKey: 'wrong' })).rejects.toMatchObject({ message: 'The gateway does not accept the signature' });
		await expect(as({ accessKeyId: 'unknown' })).rejects.toMatchObject({ message: 'The gateway does not know the access key' });
		await expect(as({ endpoint: 'http://127.0.0.1:1' })).rejects.toMatchObject({ message: 'The object gateway cannot be reached at 127.0.0.1:1' });
		await expect(as({ caCertificate: '' })).rejects.toMatchObject({ message: expect.stringContaining('is not trusted') as string });
	});
});

describe('a declared user', () => {
	const settings = { maxBuckets: 3, capabilities: 'buckets=read;usage=*', userMaxSize: '1 GiB', userMaxObjects: 1000, bucketMaxSize: '100 MiB' };

	it('is created, left alone when all is as declared, and changed where it differs', async () => {
		const user = newName();
		const ensure = (more: object, checkOnly = false) => administered('user', 'ensure', { user, displayName: 'Declared', settings: { ...settings, ...more }, checkOnly });
		expect(await ensure({}, true)).toMatchObject({ user, existed: false, created: false, changed: false });
		await expect(shownUser(user)).rejects.toThrow('could not fetch user info');

		expect(await ensure({})).toMatchObject({ existed: false, created: true, changed: false });
		expect(await shownUser(user)).toMatchObject({
			max_buckets: 3,
			caps: [{ type: 'buckets', perm: 'read' }, { type: 'usage', perm: '*' }],
			user_quota: { enabled: true, max_size: 2 ** 30, max_objects: 1000 },
			bucket_quota: { enabled: true, max_size: 100 * 2 ** 20, max_objects: -1 },
		});
		expect(await ensure({})).toEqual({ user, existed: true, created: false, changed: false, differences: [] });

		const changes = { capabilities: 'buckets=*', suspended: true, userMaxSize: '0', email: `${user}@example.com` };
		const differences = [
			{ setting: 'suspended', is: false, wanted: true },
			{ setting: 'email', is: '', wanted: `${user}@example.com` },
			{ setting: 'capabilities', is: 'buckets=read;usage=*', wanted: 'buckets=*' },
			{ setting: 'userMaxSize', is: 2 ** 30, wanted: null },
		];
		const looked = await ensure(changes, true);
		expect(looked).toMatchObject({ existed: true, changed: false });
		expect(looked.differences).toHaveLength(differences.length);
		expect(looked.differences).toEqual(expect.arrayContaining(differences));
		expect(await shownUser(user)).toMatchObject({ suspended: 0 });
		expect(await ensure(changes)).toMatchObject({ existed: true, changed: true });
		expect(await shownUser(user)).toMatchObject({
			suspended: 1,
			email: `${user}@example.com`,
			max_buckets: 3,
			caps: [{ type: 'buckets', perm: '*' }],
			user_quota: { enabled: true, max_size: -1, max_objects: 1000 },
		});
		expect(await ensure(changes)).toMatchObject({ changed: false, differences: [] });
	});

	it('is made once when many items declare it at once', async () => {
		const user = newName();
		const items = await administer('user', 'ensure', { user, displayName: 'Declared' }, { items: itemsOf(...Array.from({ length: 6 }, () => ({}))) });
		expect(items.filter(({ json }) => json.created)).toHaveLength(1);
		expect((await shownUser(user)).keys).toHaveLength(1);
	});
});

import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';

import { named, unique } from './support/ceph.ts';
import { administer, administered, clientOf, shownUser, usersForTests } from './support/gateway-admin.ts';

const newName = usersForTests();

/** What the gateway would take for something else, if it were encoded but once. */
const AWKWARD = ['a+x', '100% R&D', 'percent%2Bencoded%20twice', 'ü=ö; &&', '%'];

/** A secret beyond ASCII is refused. */
const ascii = (text: string) => text.replaceAll(/[^ -~]/g, '');

const made = async (text: string) => {
	const user = `${newName()}${text}`;
	const accessKey = `KEY${Date.now()}${Math.round(Math.random() * 1e6)}`;
	const options = { accessKey, secretKey: `Abc+def/ghi%${ascii(text)}`, email: `${user}@example.com`, includeSecretKeys: true, capabilities: 'buckets=*' };
	return { user, options, created: await administered('user', 'create', { user, displayName: text, options }) };
};

describe.each(AWKWARD)('a user whose texts have %j', (text) => {
	let user = '';
	const all: string[] = [];
	beforeAll(async () => {
		({ user } = await made(text));
		all.push(user);
	});
	afterAll(async () => {
		for (const each of all) await administer('user', 'delete', { user: named(each), options: { purgeData: true } });
	});

	it('is made and changed as given, and is the one that every operation means', async () => {
		const { user, options, created } = await made(text);
		all.push(user);
		expect(created).toMatchObject({ user, displayName: text, email: options.email, keys: [{ accessKey: options.accessKey, secretKey: options.secretKey }] });
		expect(await shownUser(user)).toMatchObject({ user_id: user, display_name: text, email: options.email, keys: [{ access_key: options.accessKey, secret_key: options.secretKey }] });
		const { Owner } = await clientOf(options.accessKey, options.secretKey).send(new ListBucketsCommand({}));
		expect(Owner?.ID).toBe(user);

		const at = { user: named(user) };
		expect(await administered('user', 'get', at)).toMatchObject({ user });
		expect((await administer('user', 'getAll', { returnAll: true })).map(({ json }) => json.user)).toContain(user);
		expect(await administered('user', 'update', { ...at, changes: { displayName: `${text}+%`, email: `second+${options.email}` } })).toMatchObject({ displayName: `${text}+%`, email: `second+${options.email}` });
		expect(await administered('user', 'suspend', at)).toMatchObject({ user, suspended: true });
		expect(await administered('user', 'enable', at)).toMatchObject({ user, suspended: false });
		expect(await administered('user', 'removeCapabilities', { ...at, capabilities: 'buckets=*' })).toEqual({ user, capabilities: '' });
		expect(await administered('user', 'setQuota', { ...at, scope: 'user', limits: { maxObjects: 7 } })).toMatchObject({ user, maxObjects: 7 });
		expect((await shownUser(user)).user_quota.max_objects).toBe(7);
		expect(await administered('user', 'getQuota', at)).toMatchObject({ user, userQuota: { maxObjects: 7 } });
		expect(await administered('user', 'getUsage', at)).toMatchObject({ user });
		expect(await administered('user', 'trimUsage', at)).toMatchObject({ user });
	});

	it('has keys and subusers of such names and secrets', async () => {
		const at = { user: named(user) };
		const accessKey = `MORE${Date.now()}`;
		expect(await administered('user', 'createKey', { ...at, accessKey, secretKey: `s+%${ascii(text)}` })).toMatchObject({ accessKey, secretKey: `s+%${ascii(text)}` });
		expect((await shownUser(user)).keys).toContainEqual(expect.objectContaining({ access_key: accessKey, secret_key: `s+%${ascii(text)}` }));
		await administer('user', 'deleteKey', { ...at, accessKey });
		const subuser = 'sub+%20';
		const options = { secretKey: `w+%${ascii(text)}`, includeSecretKeys: true };
		expect(await administered('user', 'createSubuser', { ...at, subuser, access: 'read', options })).toMatchObject({ subuser, access: 'read', swiftKeys: [{ user: `${user}:${subuser}`, secretKey: options.secretKey }] });
		expect(await administered('user', 'updateSubuser', { ...at, subuser, access: 'full' })).toMatchObject({ subuser, access: 'full' });
		expect(await administered('user', 'deleteSubuser', { ...at, subuser })).toEqual({ user, subuser, deleted: true });
		expect(await shownUser(user)).toMatchObject({ subusers: [], swift_keys: [] });
	});

	it('settles when it is declared', async () => {
		const declared = { user, displayName: `Ensured ${text}`, settings: { email: `THIRD+${user}@Example.com` } };
		expect(await administered('user', 'ensure', declared)).toMatchObject({ changed: true });
		expect(await administered('user', 'ensure', declared)).toEqual({ user, existed: true, created: false, changed: false, differences: [] });
		expect(await shownUser(user)).toMatchObject({ display_name: `Ensured ${text}` });
	});

	it('owns buckets', async () => {
		const { keys } = await shownUser(user);
		const Bucket = unique();
		await clientOf(keys[0]!.access_key, keys[0]!.secret_key).send(new CreateBucketCommand({ Bucket }));
		expect((await administer('bucket', 'getAll', { of: 'user', user: named(user), returnAll: true })).map(({ json }) => json.name)).toEqual([Bucket]);
		expect(await administered('bucket', 'setQuota', { bucket: named(Bucket), limits: { maxObjects: 3 } })).toMatchObject({ maxObjects: 3 });
		expect(await administered('bucket', 'setOwner', { bucket: named(Bucket), user: named('cim') })).toMatchObject({ previousOwner: user, changed: true });
		expect(await administered('bucket', 'setOwner', { bucket: named(Bucket), user: named(user) })).toMatchObject({ previousOwner: 'cim', changed: true });
		expect(await administered('bucket', 'get', { bucket: named(Bucket) })).toMatchObject({ owner: user });
	});
});

it('a secret with which no client can sign is refused', async () => {
	const wanted = /^Secret Key: it has characters with which no client can sign$/;
	const at = { user: named('cim') };
	await expect(administer('user', 'create', { user: newName(), displayName: 'x', options: { secretKey: 'schlüssel' } })).rejects.toThrow(wanted);
	await expect(administer('user', 'createKey', { ...at, secretKey: 'a\nb' })).rejects.toThrow(wanted);
});

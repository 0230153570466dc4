import { ListBucketsCommand } from '@aws-sdk/client-s3';

import { itemsOf, named, unique } from './support/ceph.ts';
import { administer, administered, clientOf, newUser, shownUser, usersForTests } from './support/gateway-admin.ts';

const newName = usersForTests();
let user = '';
beforeAll(async () => {
	({ user } = await newUser(newName()));
});

const owner = async (accessKey: unknown, secretKey: unknown) => (await clientOf(accessKey as string, secretKey as string).send(new ListBucketsCommand({}))).Owner?.ID;

describe('keys of a user', () => {
	it('are generated, good at once, and deleted', async () => {
		const key = await administered('user', 'createKey', { user: named(user) });
		expect(key).toEqual({ user, keyType: 's3', accessKey: expect.stringMatching(/^[0-9A-Z]{20}$/) as string, secretKey: expect.stringMatching(/^\w{40}$/) as string });
		expect(await owner(key.accessKey, key.secretKey)).toBe(user);
		expect((await shownUser(user)).keys).toContainEqual(expect.objectContaining({ access_key: key.accessKey, secret_key: key.secretKey }));

		const accessKey = key.accessKey as string;
		expect(await administered('user', 'deleteKey', { user: named(user), accessKey })).toEqual({ user, keyType: 's3', accessKey, deleted: true });
		await expect(owner(key.accessKey, key.secretKey)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
		await expect(administer('user', 'deleteKey', { user: named(user), accessKey })).rejects.toMatchObject({
			message: `The user "${user}" has no access key "${accessKey}"`,
			httpCode: 'NoSuchAccessKey',
		});
	});

	it('are given, and get a new secret when they are given again', async () => {
		const accessKey = `GIVEN${Date.now()}`;
		expect(await administered('user', 'createKey', { user: named(user), accessKey, secretKey: 'one' })).toMatchObject({ accessKey, secretKey: 'one' });
		const { secretKey } = await administered('user', 'createKey', { user: named(user), accessKey });
		expect(secretKey).not.toBe('one');
		expect(await owner(accessKey, secretKey)).toBe(user);
		const { user: other } = await newUser(newName());
		await expect(administer('user', 'createKey', { user: named(other), accessKey })).rejects.toMatchObject({ httpCode: 'KeyExists' });
	});

	it('of one user can be made by many items at once', async () => {
		const { user: busy } = await newUser(newName());
		const items = await administer('user', 'createKey', { user: named(busy) }, { items: itemsOf(...Array.from({ length: 8 }, () => ({}))) });
		const made = items.map(({ json }) => json.accessKey);
		expect(new Set(made).size).toBe(8);
		const { keys } = await shownUser(busy);
		expect(keys.map(({ access_key }) => access_key)).toEqual(expect.arrayContaining(made));
		expect(keys).toHaveLength(9);
	});

	it('of nobody are refused, and those that no client can sign with', async () => {
		await expect(administer('user', 'createKey', { user: named(user), accessKey: 'a/b c' })).rejects.toThrow('Access Key: it has characters with which no client can sign');
		await expect(administer('user', 'createSubuser', { user: named(user), subuser: 'cim:x' })).rejects.toThrow('Subuser: "cim:x" has a colon');
		await expect(administer('user', 'createKey', { user: named(unique()) })).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
		await expect(administer('user', 'deleteKey', { user: named(unique()), accessKey: 'x' })).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
	});
});

describe('subusers', () => {
	it('are created with a Swift key, changed and deleted with it', async () => {
		const subuser = 'swift';
		const parameters = { user: named(user), subuser };
		const made = await administered('user', 'createSubuser', { ...parameters, access: 'read' });
		expect(made).toEqual({ user, subuser, access: 'read', keys: [], swiftKeys: [expect.objectContaining({ user: `${user}:${subuser}` })] });
		const before = (await shownUser(user)).swift_keys[0]!.secret_key;
		expect(JSON.stringify(made)).not.toContain(before);
		await expect(administer('user', 'createSubuser', { ...parameters, access: 'full' })).rejects.toMatchObject({ message: `The user "${user}" has a subuser "${subuser}" already`, httpCode: 'SubuserExists' });
		expect((await shownUser(user)).swift_keys[0]!.secret_key).toBe(before);

		expect(await administered('user', 'updateSubuser', { ...parameters, access: 'full' })).toMatchObject({ access: 'full' });
		expect((await shownUser(user)).subusers).toEqual([{ id: `${user}:${subuser}`, permissions: 'full-control' }]);
		expect((await shownUser(user)).swift_keys[0]!.secret_key).toBe(before);
		const renewed = await administered('user', 'updateSubuser', { ...parameters, access: 'readwrite', options: { newSecret: true, includeSecretKeys: true } });
		expect(renewed).toMatchObject({ access: 'readwrite', swiftKeys: [{ secretKey: (await shownUser(user)).swift_keys[0]!.secret_key }] });
		expect(renewed).not.toMatchObject({ swiftKeys: [{ secretKey: before }] });

		expect(await administered('user', 'deleteSubuser', parameters)).toEqual({ user, subuser, deleted: true });
		expect(await shownUser(user)).toMatchObject({ subusers: [], swift_keys: [] });
		await expect(administer('user', 'deleteSubuser', parameters)).rejects.toMatchObject({ message: `The user "${user}" has no subuser "${subuser}"`, httpCode: 'NoSuchSubUser' });
		await expect(administer('user', 'updateSubuser', { ...parameters, access: 'read' })).rejects.toMatchObject({ httpCode: 'NoSuchSubUser' });
	});

	it('can have S3 keys, more than one, and a given Swift secret', async () => {
		const parameters = { user: named(user), subuser: 's3' };
		const made = await administered('user', 'createSubuser', { ...parameters, access: 'read', options: { keyType: 's3', includeSecretKeys: true } });
		const [key] = made.keys as { accessKey: string; secretKey: string }[];
		expect(await owner(key!.accessKey, key!.secretKey)).toBe(user);
		const second = await administered('user', 'createKey', { ...parameters });
		expect(second).toMatchObject({ user, subuser: 's3', keyType: 's3' });
		expect((await shownUser(user)).keys.filter((one) => one.user === `${user}:s3`)).toHaveLength(2);

		const swift = await administered('user', 'createKey', { ...parameters, keyType: 'swift', secretKey: 'given' });
		expect(swift).toEqual({ user, subuser: 's3', keyType: 'swift', secretKey: 'given' });
		expect(await administered('user', 'deleteKey', { ...parameters, keyType: 'swift' })).toEqual({ user, subuser: 's3', keyType: 'swift', deleted: true });
		expect((await shownUser(user)).swift_keys).toEqual([]);
		await expect(administer('user', 'deleteKey', { ...parameters, keyType: 'swift' })).rejects.toMatchObject({ httpCode: 'NoSuchAccessKey' });
		await expect(administer('user', 'createKey', { user: named(user), keyType: 'swift' })).rejects.toThrow('Subuser: a Swift key belongs to a subuser');
		await administer('user', 'deleteSubuser', parameters);
		expect((await shownUser(user)).keys).not.toContainEqual(expect.objectContaining({ user: `${user}:s3` }));
	});
});

describe('capabilities', () => {
	it('are added and removed, with what is left as answer', async () => {
		const nobodys = { user: named(unique()), capabilities: 'users=read' };
		const change = (operation: string, capabilities: string) => administered('user', operation, { user: named(user), capabilities });
		expect(await change('addCapabilities', 'users=read')).toEqual({ user, capabilities: 'users=read' });
		expect(await change('addCapabilities', 'users=write; metadata=read')).toEqual({ user, capabilities: 'metadata=read;users=*' });
		expect(await change('removeCapabilities', 'users=write;usage=read')).toEqual({ user, capabilities: 'metadata=read;users=read' });
		expect((await shownUser(user)).caps).toEqual([{ type: 'metadata', perm: 'read' }, { type: 'users', perm: 'read' }]);
		expect(await change('removeCapabilities', 'users=*;metadata=*')).toEqual({ user, capabilities: '' });
		await expect(change('addCapabilities', 'nonsense=*')).rejects.toMatchObject({ httpCode: 'InvalidCapability', message: expect.stringContaining('nonsense=*') as string });
		await expect(administer('user', 'addCapabilities', nobodys)).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
		await expect(administer('user', 'removeCapabilities', nobodys)).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
	});
});

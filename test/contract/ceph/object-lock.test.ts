import { DeleteObjectCommand, GetObjectLegalHoldCommand, GetObjectRetentionCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { bucketForTests, first, itemsOf, named, run, s3 } from './support/ceph.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = versionedBucketForTests({ lock: true });
const bucket = named(Bucket);
const plain = bucketForTests();

const inDays = (days: number) => new Date(Math.ceil(Date.now() / 1000) * 1000 + days * 86_400_000).toISOString();
const put = async (Key: string) => (await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).VersionId!;
const retention = async (Key: string, VersionId?: string) => (await s3.send(new GetObjectRetentionCommand({ Bucket, Key, VersionId }))).Retention;

describe('a retention', () => {
	it('keeps a version until its time, but from those who may bypass it', async () => {
		const versionId = await put('kept');
		const until = inDays(1);
		const set = { bucket, key: 'kept', retentionMode: 'GOVERNANCE', retainUntil: until, options: { versionId } };
		expect(await first('object', 'setRetention', set)).toEqual({ bucket: Bucket, key: 'kept', versionId, retentionMode: 'GOVERNANCE', retainUntil: until });
		expect(await retention('kept', versionId)).toEqual({ Mode: 'GOVERNANCE', RetainUntilDate: new Date(until) });
		expect(await first('object', 'getLock', { bucket, key: 'kept' })).toEqual({ bucket: Bucket, key: 'kept', versionId, retentionMode: 'GOVERNANCE', retainUntil: until, legalHold: false, locked: true });

		await expect(run('object', 'delete', { bucket, key: 'kept', options: { versionId } })).rejects.toMatchObject({ httpCode: 'AccessDenied', description: expect.stringContaining('object lock') as string });
		await expect(run('object', 'setRetention', { ...set, retainUntil: inDays(0.5) })).rejects.toMatchObject({ httpCode: 'AccessDenied' });
		await run('object', 'setRetention', { ...set, retainUntil: inDays(2) });
		await run('object', 'delete', { bucket, key: 'kept', options: { versionId, bypassGovernance: true } });
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'kept', VersionId: versionId }))).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('makes the item fail that would delete it, and no other', async () => {
		const keys = ['bulk 1', 'bulk 2', 'bulk 3'];
		const versions: string[] = [];
		for (const key of keys) versions.push(await put(key));
		await run('object', 'setRetention', { bucket, key: 'bulk 2', retentionMode: 'GOVERNANCE', retainUntil: inDays(1) });
		const items = itemsOf(...keys.map((key, index) => ({ key, version: versions[index] })));
		const parameters = { bucket, select: 'item', key: '={{ $json.key }}', versionId: '={{ $json.version }}' };
		const results = await run('object', 'deleteMany', parameters, { items, onError: 'continueRegularOutput' });
		expect(results.map(({ json }) => json.deleted ?? (json.details as { code: string }).code)).toEqual([true, 'AccessDenied', true]);
		expect(results[1]!.json.error).toBe(`The gateway denies access to object "bulk 2" in bucket "${Bucket}"`);
		const list = { bucket, select: 'list', keys: JSON.stringify([{ key: 'bulk 2', versionId: versions[1] }, { key: 'bulk 3' }]) };
		await expect(run('object', 'deleteMany', list)).rejects.toMatchObject({ message: `1 of 2 objects in bucket "${Bucket}" were not deleted: The gateway denies access to object "bulk 2" in bucket "${Bucket}"` });
		await run('object', 'deleteMany', { ...list, options: { bypassGovernance: true } });
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'bulk 2' }))).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('is given with the object, small or sent in parts', async () => {
		const until = inDays(1);
		const options = { retentionMode: 'GOVERNANCE', retainUntil: until, legalHold: true };
		for (const [key, text] of [['small', 'x'], ['large', '={{ "x".repeat(6000000) }}']] as const) {
			await run('object', 'put', { bucket, key, source: 'text', text, options });
			expect([key, await retention(key)]).toEqual([key, { Mode: 'GOVERNANCE', RetainUntilDate: new Date(until) }]);
			expect(await first('object', 'getLock', { bucket, key })).toMatchObject({ retentionMode: 'GOVERNANCE', retainUntil: until, legalHold: true, locked: true });
		}
	});

	it.each([
		[{ retentionMode: 'GOVERNANCE' }, 'Retain Until: a retention mode needs it'],
		[{ retainUntil: 'tomorrow' }, 'Retain Until: got "tomorrow"'],
	])('needs a time: %j', async (options, message) => {
		await expect(run('object', 'put', { bucket, key: 'x', source: 'text', text: '', options })).rejects.toThrow(message);
	});
});

describe('a legal hold', () => {
	it('keeps a version until it is taken away', async () => {
		const versionId = await put('held');
		expect(await first('object', 'setLegalHold', { bucket, key: 'held', legalHold: true })).toMatchObject({ key: 'held', legalHold: true });
		expect((await s3.send(new GetObjectLegalHoldCommand({ Bucket, Key: 'held' }))).LegalHold).toEqual({ Status: 'ON' });
		await expect(run('object', 'delete', { bucket, key: 'held', options: { versionId, bypassGovernance: true } })).rejects.toMatchObject({ httpCode: 'AccessDenied' });
		await run('object', 'setLegalHold', { bucket, key: 'held', legalHold: false, options: { versionId } });
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'held', VersionId: versionId }));
	});
});

describe('a lock', () => {
	it('is told of an object that has none', async () => {
		const versionId = await put('free');
		expect(await first('object', 'getLock', { bucket, key: 'free' })).toEqual({ bucket: Bucket, key: 'free', versionId, retentionMode: null, retainUntil: null, legalHold: false, locked: false });
	});

	it('is refused in a bucket that was made without', async () => {
		await s3.send(new PutObjectCommand({ Bucket: plain, Key: 'a', Body: 'x' }));
		const at = { bucket: named(plain), key: 'a' };
		await expect(run('object', 'setRetention', { ...at, retentionMode: 'GOVERNANCE', retainUntil: inDays(1) })).rejects.toMatchObject({ message: `Bucket "${plain}" has no object lock` });
		await expect(run('object', 'setLegalHold', { ...at, legalHold: true })).rejects.toMatchObject({ message: `Bucket "${plain}" has no object lock` });
		await expect(run('object', 'put', { ...at, source: 'text', text: '', options: { legalHold: true } })).rejects.toMatchObject({ message: `Bucket "${plain}" has no object lock` });
	});
});

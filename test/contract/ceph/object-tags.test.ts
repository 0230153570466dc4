import { GetObjectTaggingCommand, PutObjectCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';

import { AWKWARD_KEYS, bucketForTests, first, itemsOf, named, run, s3, unique } from './support/ceph.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const versioned = versionedBucketForTests();

const rows = (tags: Record<string, string>) => ({ values: Object.entries(tags).map(([name, value]) => ({ name, value })) });

async function stored(Key: string, VersionId?: string, from = Bucket): Promise<Record<string, string>> {
	const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand({ Bucket: from, Key, VersionId }));
	return Object.fromEntries(TagSet.map(({ Key: name = '', Value = '' }) => [name, Value]));
}

const put = async (Key: string, tags: Record<string, string> = {}) => {
	await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: Object.entries(tags).map((tag) => tag.map(encodeURIComponent).join('=')).join('&') }));
};

describe('tags', () => {
	it('are read as they are, also when there are none', async () => {
		await put('read', { stage: 'draft', 'Größe': 'a b' });
		expect(await first('object', 'getTags', { bucket, key: 'read' })).toEqual({ bucket: Bucket, key: 'read', tags: { stage: 'draft', 'Größe': 'a b' } });
		await put('none');
		expect(await first('object', 'getTags', { bucket, key: 'none' })).toMatchObject({ tags: {} });
	});

	it('are set in place of those that are there, or beside them', async () => {
		await put('set', { stage: 'draft', owner: 'me' });
		expect(await first('object', 'setTags', { bucket, key: 'set', tags: rows({ stage: 'a&b=c d', 'ü/+?#': '' }), options: { keepOthers: true } })).toEqual({
			bucket: Bucket,
			key: 'set',
			tags: { owner: 'me', stage: 'a&b=c d', 'ü/+?#': '' },
		});
		expect(await stored('set')).toEqual({ owner: 'me', stage: 'a&b=c d', 'ü/+?#': '' });
		expect(await first('object', 'setTags', { bucket, key: 'set', tags: rows({ only: '1' }) })).toMatchObject({ tags: { only: '1' } });
		expect(await stored('set')).toEqual({ only: '1' });
	});

	it('are taken away, and it is no error when there are none', async () => {
		await put('cleared', { stage: 'draft' });
		for (let time = 0; time < 2; time++) {
			expect(await first('object', 'deleteTags', { bucket, key: 'cleared' })).toEqual({ bucket: Bucket, key: 'cleared', tags: {} });
			expect(await stored('cleared')).toEqual({});
		}
	});

	it('are given with the object, small or sent in parts', async () => {
		const tags = rows({ stage: 'final', 'ü ': 'a&b' });
		await run('object', 'put', { bucket, key: 'small', source: 'text', text: 'x', options: { tags } });
		expect(await stored('small')).toEqual({ stage: 'final', 'ü ': 'a&b' });
		expect(await first('object', 'head', { bucket, key: 'small' })).toMatchObject({ tagCount: 2 });
		await run('object', 'put', { bucket, key: 'large', source: 'text', text: '={{ "x".repeat(6000000) }}', options: { tags } });
		expect(await stored('large')).toEqual({ stage: 'final', 'ü ': 'a&b' });
	});

	it('belong to one version', async () => {
		const versions = [];
		for (const tag of ['1', '2']) {
			const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: versioned, Key: 'v', Body: tag, Tagging: `version=${tag}` }));
			versions.push(VersionId!);
		}
		const at = { bucket: named(versioned), key: 'v', options: { versionId: versions[0]! } };
		expect(await first('object', 'getTags', at)).toEqual({ bucket: versioned, key: 'v', versionId: versions[0], tags: { version: '1' } });
		await run('object', 'setTags', { ...at, tags: rows({ old: 'yes' }) });
		expect(await stored('v', versions[0], versioned)).toEqual({ old: 'yes' });
		await run('object', 'deleteTags', at);
		expect(await stored('v', versions[0], versioned)).toEqual({});
		expect(await stored('v', versions[1], versioned)).toEqual({ version: '2' });
	});

	it('that the gateway does not take are refused in words', async () => {
		await put('refused', { kept: '1' });
		const set = (tags: Record<string, string>) => run('object', 'setTags', { bucket, key: 'refused', tags: rows(tags) });
		await expect(set(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`tag${index}`, ''])))).rejects.toMatchObject({ message: 'The gateway does not take these tags', httpCode: 'InvalidTag' });
		await expect(set({ ['x'.repeat(129)]: '' })).rejects.toMatchObject({ httpCode: 'InvalidTag' });
		const twice = { values: [{ name: 'a', value: '1' }, { name: 'a', value: '2' }] };
		await expect(run('object', 'setTags', { bucket, key: 'refused', tags: twice })).rejects.toThrow('Tags: "a" is there twice');
		expect(await stored('refused')).toEqual({ kept: '1' });
	});

	it('of an object that is not there are an error', async () => {
		for (const operation of ['getTags', 'setTags', 'deleteTags']) {
			await expect(run('object', operation, { bucket, key: 'nothing', tags: rows({ a: '1' }) })).rejects.toMatchObject({ httpCode: 'NoSuchKey' });
			await expect(run('object', operation, { bucket: named(unique()), key: 'nothing', tags: rows({ a: '1' }) })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
		}
	});

	it('are set on awkward keys', async () => {
		const items = itemsOf(...AWKWARD_KEYS.map((key) => ({ key })));
		const at = { bucket, key: '={{ $json.key }}' };
		for (const Key of AWKWARD_KEYS) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
		await run('object', 'setTags', { ...at, tags: { values: [{ name: 'number', value: '={{ $itemIndex }}' }] } }, { items });
		const got = await run('object', 'getTags', at, { items });
		expect(got.map(({ json }) => json.tags)).toEqual(AWKWARD_KEYS.map((_, index) => ({ number: String(index) })));
		expect(await stored(AWKWARD_KEYS[0]!)).toEqual({ number: '0' });
		await s3.send(new PutObjectTaggingCommand({ Bucket, Key: AWKWARD_KEYS[0]!, Tagging: { TagSet: [{ Key: 'other', Value: '' }] } }));
		await run('object', 'deleteTags', at, { items });
		expect(await stored(AWKWARD_KEYS[0]!)).toEqual({});
	});
});

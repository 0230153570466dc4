import { PutObjectCommand } from '@aws-sdk/client-s3';

import { bucketForTests, named, run, s3 } from './support/ceph.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const asTool = { asTool: true };

describe('the tool of an agent', () => {
	it('reads an object as text', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'notes.txt', Body: 'Grüße\n', ContentType: 'text/plain' }));
		const [item, ...others] = await run('object', 'get', { bucket, key: 'notes.txt', property: 'data' }, asTool);
		expect(others).toEqual([]);
		expect(item).not.toHaveProperty('binary');
		expect(item!.json).toMatchObject({ bucket: Bucket, key: 'notes.txt', files: { data: { fileName: 'notes.txt', mimeType: 'text/plain', text: 'Grüße\n' } } });
	});

	it('learns the words that a dropdown takes, and that a list is empty', async () => {
		const create = run('pool', 'create', { pool: 'x', type: 'Replicated' }, asTool);
		await expect(create).rejects.toMatchObject({ message: 'Type: got "Replicated". Allowed: erasure, replicated' });
		expect(await run('object', 'getAll', { bucket, returnAll: true, prefix: 'nothing/' }, asTool)).toMatchObject([{ json: { results: [] } }]);
	});
});

import { randomBytes } from 'node:crypto';

import { kubo, run } from './support/ipfs.ts';

const add = async (bytes: Buffer) => (await kubo.add(bytes, { cidVersion: 1 })).cid.toString();

describe('the tool of an agent', () => {
	it('reads a file as text, and no more of it than a model can take', async () => {
		const [short, long] = [await add(Buffer.from('Grüße\n')), await add(Buffer.from('a'.repeat(2_000_000)))];
		expect(await run('file', 'cat', { path: short, property: 'data' }, { asTool: true })).toEqual([
			{ path: `/ipfs/${short}`, size: 7 + 1, files: { data: expect.objectContaining({ text: 'Grüße\n' }) as object } },
		]);
		const [{ files }] = (await run('file', 'cat', { path: long, property: 'data' }, { asTool: true })) as [{ files: { data: object } }];
		expect(files.data).toMatchObject({ text: 'a'.repeat(32_768), omitted: 'what comes after the first 32768 bytes' });
	});

	it('says that a file is no text', async () => {
		const cid = await add(Buffer.concat([Buffer.from([0xff, 0]), randomBytes(1000)]));
		const [{ files }] = (await run('file', 'cat', { path: cid, property: 'data' }, { asTool: true })) as [{ files: { data: object } }];
		expect(files.data).toMatchObject({ omitted: 'it is not text in UTF-8' });
	});
});

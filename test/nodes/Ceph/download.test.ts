import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { type GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

import { bytesOf } from '../../../nodes/Ceph/gateway/download.ts';

const BYTES = Buffer.from('0123456789abcdefghij');

/** Answers like a gateway with connections that break after some bytes each. */
function gateway(breaks: readonly number[], failure?: Error) {
	const asked: object[] = [];
	const left = [...breaks];
	const answer = (first: number, last: number) => {
		const bytes = BYTES.subarray(first, last + 1);
		const limit = left.shift();
		async function* body() {
			yield bytes.subarray(0, limit);
			if (limit !== undefined) throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		}
		return { $metadata: {}, ContentLength: bytes.length, ContentRange: `bytes ${first}-${last}/20`, ETag: '"tag"', VersionId: 'v1', body: Readable.from(body()) };
	};
	const client = {
		async send({ input }: GetObjectCommand) {
			asked.push(input);
			if (failure) throw failure;
			const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(input.Range!)!;
			const { body, ...rest } = answer(Number(first), Number(last));
			return { ...rest, Body: body };
		},
	} as unknown as S3Client;
	return { client, asked, open: (first = 0, last = 19) => answer(first, last) };
}

const request = { Bucket: 'b', Key: 'k' };

describe('the bytes of an object', () => {
	it('are those of one answer when nothing breaks', async () => {
		const { client, asked, open } = gateway([]);
		expect(await buffer(bytesOf({ client }, request, open()))).toEqual(BYTES);
		expect(asked).toEqual([]);
	});

	it('go on where the connection broke, of the same version', async () => {
		const { client, asked, open } = gateway([3, 5]);
		expect(await buffer(bytesOf({ client }, request, open()))).toEqual(BYTES);
		expect(asked).toEqual([
			{ ...request, Range: 'bytes=3-19', IfMatch: '"tag"', VersionId: 'v1' },
			{ ...request, Range: 'bytes=8-19', IfMatch: '"tag"', VersionId: 'v1' },
		]);
	});

	it('of a range go on inside the range', async () => {
		const { client, asked, open } = gateway([2]);
		expect(String(await buffer(bytesOf({ client }, { ...request, Range: 'bytes=-10' }, open(10, 19))))).toBe('abcdefghij');
		expect(asked).toMatchObject([{ Range: 'bytes=12-19' }]);
	});

	it('are not tried for ever', async () => {
		const { client, asked, open } = gateway(Array.from({ length: 10 }, () => 1));
		await expect(buffer(bytesOf({ client }, request, open()))).rejects.toThrow('aborted');
		expect(asked).toHaveLength(5);
	});

	it('are not mixed with those of another object', async () => {
		const failure = new S3ServiceException({ name: 'PreconditionFailed', $fault: 'client', $metadata: { httpStatusCode: 412 } });
		const { client, open } = gateway([3], failure);
		await expect(buffer(bytesOf({ client }, request, open()))).rejects.toThrow('The object was replaced or deleted while it was being read');
	});

	it('that are fewer than promised are asked for again', async () => {
		const { client, asked, open } = gateway([]);
		const short = { ...open(), body: Readable.from([BYTES.subarray(0, 4)]) };
		expect(await buffer(bytesOf({ client }, request, short))).toEqual(BYTES);
		expect(asked).toMatchObject([{ Range: 'bytes=4-19' }]);
	});

	it('are left alone when their reader goes', async () => {
		const { client, open } = gateway([]);
		const opened = open();
		for await (const _chunk of bytesOf({ client }, request, opened)) break;
		expect(opened.body.destroyed).toBe(true);
	});
});

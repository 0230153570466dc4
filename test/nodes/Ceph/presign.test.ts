import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { presign } from '../../../nodes/Ceph/gateway/presign.ts';

const client = (forcePathStyle: boolean) =>
	new S3Client({ endpoint: 'https://rgw.example.com:7480', region: 'us-east-1', forcePathStyle, credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } });

describe('a URL for somebody else', () => {
	it('names the object as the credential reaches it, and what is granted', async () => {
		const { url, headers } = await presign(client(true), new GetObjectCommand({ Bucket: 'documents', Key: 'a/ä +?#.pdf', ResponseContentType: 'text/plain' }), 60);
		const { origin, pathname, searchParams } = new URL(url);
		expect([origin, pathname]).toEqual(['https://rgw.example.com:7480', '/documents/a/%C3%A4%20%2B%3F%23.pdf']);
		expect(Object.fromEntries(searchParams)).toMatchObject({
			'response-content-type': 'text/plain',
			'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
			'X-Amz-Credential': expect.stringMatching(/^AKIA\/\d{8}\/us-east-1\/s3\/aws4_request$/) as string,
			'X-Amz-Expires': '60',
			'X-Amz-SignedHeaders': 'host',
			'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
		});
		expect(headers).toEqual({});
	});

	it('has the bucket in the host name where the credential says so', async () => {
		const { url } = await presign(client(false), new GetObjectCommand({ Bucket: 'documents', Key: 'a' }), 60);
		expect(new URL(url)).toMatchObject({ host: 'documents.rgw.example.com:7480', pathname: '/a' });
	});

	it('for an upload names the headers that it must have', async () => {
		const { url, headers } = await presign(client(true), new PutObjectCommand({ Bucket: 'documents', Key: 'a', ContentType: 'text/csv' }), 60);
		expect(headers).toEqual({ 'content-type': 'text/csv' });
		expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-type;host');
	});

	it.each(['../above', 'a/../b', '.', 'a/.'])('keeps the key %j, which clients would resolve', async (Key) => {
		const { url } = await presign(client(true), new GetObjectCommand({ Bucket: 'documents', Key }), 60);
		expect(decodeURIComponent(new URL(url).pathname)).toBe(`/documents/${Key}`);
	});
});

import { AbortMultipartUploadCommand, CreateMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';

import { multipart } from '../../../nodes/Ceph/gateway/multipart.ts';

/** A gateway that has begun an upload when it is asked to, and says so only when it is let. */
function slowGateway() {
	const open = new Set<string>();
	let begun!: () => void;
	let answer!: () => void;
	const beginning = new Promise<void>((resolve) => (begun = resolve));
	const answering = new Promise<void>((resolve) => (answer = resolve));
	const client = {
		async send(command: object, { abortSignal }: { abortSignal?: AbortSignal } = {}) {
			if (command instanceof CreateMultipartUploadCommand) {
				open.add('1');
				begun();
				await Promise.race([answering, new Promise((_, reject) => abortSignal?.addEventListener('abort', () => reject(abortSignal.reason as Error)))]);
				return { UploadId: '1' };
			}
			if (command instanceof AbortMultipartUploadCommand) return open.delete(command.input.UploadId!);
			throw new Error(`Not expected: ${command.constructor.name}`);
		},
	} as unknown as S3Client;
	return { client, open, beginning, answer };
}

describe('a multipart upload', () => {
	it('that is stopped before the gateway has told its id is aborted', async () => {
		const { client, open, beginning, answer } = slowGateway();
		const stop = new AbortController();
		let sent = false;
		const sendParts = async () => {
			sent = true;
			return [];
		};
		const running = multipart({ client, endpoint: 'http://gateway', signal: stop.signal }, { Bucket: 'b', Key: 'k' }, sendParts);
		await beginning;
		stop.abort();
		answer();
		await expect(running).rejects.toMatchObject({ name: 'AbortError' });
		expect(sent).toBe(false);
		expect(open).toEqual(new Set());
	});
});

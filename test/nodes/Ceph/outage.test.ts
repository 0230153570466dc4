import { S3ServiceException } from '@aws-sdk/client-s3';

import { isOutage, throughOutage } from '../../../nodes/Ceph/gateway/outage.ts';

const answer = (status: number) => new S3ServiceException({ name: 'Name', $fault: 'server', $metadata: { httpStatusCode: status } });
const network = (code: string) => Object.assign(new Error(code), { code });

describe('an outage of the gateway', () => {
	it.each([
		['no connection', network('ECONNREFUSED'), true],
		['a broken connection', network('ECONNRESET'), true],
		['silence', Object.assign(new Error(), { name: 'TimeoutError' }), true],
		['an error of its own', answer(500), true],
		['overload', answer(503), true],
		['a refusal', answer(403), false],
		['a certificate nobody trusts', network('DEPTH_ZERO_SELF_SIGNED_CERT'), false],
		['something else', new Error('x'), false],
	])('is told by %s', (_what, thrown, is) => {
		expect(isOutage(thrown)).toBe(is);
	});

	it('is waited for, for a while', async () => {
		let calls = 0;
		const work = async () => {
			if (++calls < 3) throw network('ECONNREFUSED');
			return 'back';
		};
		expect(await throughOutage(work)).toBe('back');
		expect(calls).toBe(3);
		await expect(throughOutage(() => Promise.reject(network('ECONNREFUSED')), undefined, 300)).rejects.toThrow('ECONNREFUSED');
		await expect(throughOutage(() => Promise.reject(answer(404)))).rejects.toThrow();
	});

	it('is not waited for when the user stops', async () => {
		const stop = new AbortController();
		const waiting = throughOutage(() => Promise.reject(network('ECONNREFUSED')), stop.signal);
		stop.abort();
		await expect(waiting).rejects.toThrow();
	});
});

import fc from 'fast-check';

import { isSecret, newSecret } from '../../../../nodes/Ceph/trigger/secret.ts';

describe('the secret of a topic', () => {
	it('is 256 bits, another one each time, in characters that need no encoding', () => {
		const secrets = Array.from({ length: 100 }, newSecret);
		for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
		expect(new Set(secrets).size).toBe(secrets.length);
	});

	it('is known by itself alone', () => {
		const secret = newSecret();
		expect(isSecret(secret, secret)).toBe(true);
		fc.assert(fc.property(fc.anything(), (value) => !isSecret(value, secret)));
		fc.assert(fc.property(fc.nat(secret.length), fc.string({ minLength: 1 }), (at, more) => !isSecret(secret.slice(0, at) + more + secret.slice(at), secret)));
		for (let length = 0; length < secret.length; length++) expect(isSecret(secret.slice(0, length), secret)).toBe(false);
	});

	it('is never known where there is none', () => {
		for (const none of [undefined, '']) fc.assert(fc.property(fc.oneof(fc.anything(), fc.constant('')), (value) => !isSecret(value, none)));
	});
});

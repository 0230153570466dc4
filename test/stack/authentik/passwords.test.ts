import { hashPassword, verifyPassword } from '../../../stack/authentik/crypto/passwords.ts';

test('only the password that was hashed is taken, and no two hashes are alike', async () => {
	const [one, two] = await Promise.all([hashPassword('pässword'), hashPassword('pässword')]);
	expect(one).not.toBe(two);
	expect(one).not.toContain('pässword');
	expect(await verifyPassword('pässword', one)).toBe(true);
	expect(await verifyPassword('password', one)).toBe(false);
});

test.each([null, '', 'nonsense', 'scrypt$1$1$1$$'])('nothing fits %s', async (stored) => {
	expect(await verifyPassword('', stored)).toBe(false);
});

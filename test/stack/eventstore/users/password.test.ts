import { hashPassword, nobodysHash, verifyPassword } from '../../../../stack/eventstore/users/password.ts';

it('knows the password again, and no other', async () => {
	const kept = await hashPassword('correct horse é日');
	expect(await verifyPassword('correct horse é日', kept)).toBe(true);
	expect(await verifyPassword('correct horse', kept)).toBe(false);
	expect(await verifyPassword('', kept)).toBe(false);
});

it('salts: the same password is never kept twice the same way', async () => {
	const [one, two] = await Promise.all([hashPassword('x'), hashPassword('x')]);
	expect(one.hash).not.toBe(two.hash);
	expect(one.salt).not.toBe(two.salt);
	expect(JSON.stringify(one)).not.toContain('"x"');
});

it('refuses everybody where what is kept is broken, or there is nobody', async () => {
	expect(await verifyPassword('x', { hash: '', salt: '' })).toBe(false);
	expect(await verifyPassword('x', { hash: 'c2hvcnQ=', salt: 'AAAA' })).toBe(false);
	expect(await verifyPassword('x', nobodysHash)).toBe(false);
});

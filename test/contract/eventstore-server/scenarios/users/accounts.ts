import type { Run } from '../../replay/run.ts';
import { scenario } from '../../replay/scenario.ts';
import { account, Accounts, plain } from '../support/accounts.ts';
import type { Account } from '../support/accounts.ts';

const oddAccounts = (run: Run): Record<string, Partial<Account>> => ({
	'no login': { loginName: '' },
	'no password': { password: '' },
	'no full name': { fullName: '' },
	'no groups': { groups: [] },
	'a space': { loginName: `${run.name('with')} space` },
	'unicode': { loginName: `é日${run.id}` },
	'slash': { loginName: `a/${run.id}` },
	'dollar': { loginName: `$${run.id}` },
	'upper case': { loginName: run.name('UPPER') },
	'the group $admins': { loginName: run.name('admin'), groups: ['$admins'] },
});

const builtIn = ['admin', 'ops'];
const typesOf = (found: { event?: { type: string } }[]) => found.map(({ event }) => event?.type);

export default [
	scenario('a user from beginning to end', async (run) => {
		const accounts = new Accounts(run);
		await run.prepare('prepare', () => run.append(run.name('s'), run.event()));
		const login = (what: string, password: string) => {
			return run.call(what, () => run.readBrief(run.name('s'), {}, run.as(`${loginName}:${password}`)));
		};
		const { loginName } = await accounts.make();
		await run.call('details', () => accounts.details(loginName));
		await login('log in', 'first-Password1');
		const change = { password: 'ignored', fullName: 'Other Name', groups: ['three'] };
		await run.call('update', () => accounts.update(loginName, change), plain);
		await run.call('details after the update', () => accounts.details(loginName));
		await run.call('change the password', () => accounts.changePassword(loginName, 'first-Password1', 'second-Password2'), plain);
		await run.pause(300);
		await login('log in with the new password', 'second-Password2');
		await login('log in with the old password', 'first-Password1');
		await run.call('reset the password', () => accounts.resetPassword(loginName, 'third-Password3'), plain);
		await run.pause(300);
		await login('log in with the reset password', 'third-Password3');
		await run.call('disable', () => accounts.disable(loginName), plain);
		await run.pause(300);
		await run.call('details while disabled', () => accounts.details(loginName));
		await login('log in while disabled', 'third-Password3');
		await run.call('disable again', () => accounts.disable(loginName), plain);
		await run.call('enable', () => accounts.enable(loginName), plain);
		await run.call('enable again', () => accounts.enable(loginName), plain);
		await run.pause(300);
		await login('log in when enabled', 'third-Password3');
		await run.call('delete', () => accounts.delete(loginName), plain);
		await run.pause(300);
		await run.call('details after the deletion', () => accounts.details(loginName));
		await login('log in after the deletion', 'third-Password3');
		await run.call('create again', () => accounts.create(account(run)), plain);
		await run.call('details of the new', () => accounts.details(loginName));
	}),

	scenario('errors of users', async (run) => {
		const accounts = new Accounts(run);
		const { loginName } = await accounts.make();
		const missing = run.name('missing');
		await run.call('create twice', () => accounts.create(account(run)), plain);
		await run.call('details of a missing user', () => accounts.details(missing));
		await run.call('change with a wrong password', () => accounts.changePassword(loginName, 'wrong', 'x-Password'), plain);
		const change = { password: 'x', fullName: 'x', groups: [] };
		await run.call('update of a missing user', () => accounts.update(missing, change), plain);
		await run.call('changePassword of a missing user', () => accounts.changePassword(missing, 'x', 'y'), plain);
		await run.call('resetPassword of a missing user', () => accounts.resetPassword(missing, 'y'), plain);
		await run.call('disable of a missing user', () => accounts.disable(missing), plain);
		await run.call('enable of a missing user', () => accounts.enable(missing), plain);
		await run.call('delete of a missing user', () => accounts.delete(missing), plain);
	}),

	scenario('users with odd fields', async (run) => {
		const accounts = new Accounts(run);
		for (const [what, odd] of Object.entries(oddAccounts(run))) {
			const made = account(run, { loginName: run.name(what.replaceAll(' ', '')), ...odd });
			if (made.loginName !== '') run.cleanup(() => accounts.delete(made.loginName));
			await run.call(`create: ${what}`, () => accounts.create(made, { ms: 2_000 }), plain);
			if (made.loginName !== '') await run.call('details', () => accounts.details(made.loginName, { ms: 2_000 }));
		}
	}),

	scenario('all users, admin, ops', async (run) => {
		const accounts = new Accounts(run);
		type Found = Awaited<ReturnType<typeof accounts.details>>;
		const ofBuiltIn = (found: Found) => found.map((user) => user?.loginName ?? '').filter((name) => builtIn.includes(name)).sort();
		for (const name of builtIn) await run.call(name, () => accounts.details(name));
		await run.call('all, without options', () => accounts.details(), ofBuiltIn);
		await run.call('all, with an empty name', () => accounts.details(''), ofBuiltIn);
	}),

	scenario('streams of users', async (run) => {
		const accounts = new Accounts(run);
		const { loginName } = await accounts.make();
		const stream = `$user-${loginName}`;
		await run.call('$user-', () => run.read(stream), (found) => found.map(({ event }) => {
			const data = event?.data as Record<string, unknown>;
			return {
				type: event?.type, keys: Object.keys(data).sort(), metadata: event?.metadata, login: data.loginName, disabled: data.disabled,
			};
		}));
		await run.call('metadata of $user-', () => run.client.getStreamMetadata(stream), ({ metadata }) => metadata);
		const newest = { direction: 'backwards', fromRevision: 'end' } as const;
		await run.call('$users', () => run.read('$users', { ...newest, maxCount: 5 }), (found) => found
			.filter(({ event }) => Buffer.from(event?.data as Uint8Array).includes(run.id))
			.map(({ event }) => ({ type: event?.type, data: event?.data, isJson: event?.isJson })));
		await run.call('metadata of $users', () => run.client.getStreamMetadata('$users'), ({ metadata }) => metadata);
		await run.call('change the password', () => accounts.resetPassword(loginName, 'other-Password'), plain);
		await run.call('$user- after', () => run.read(stream), typesOf);
		await run.call('notifications', () => run.read('$users-password-notifications', { ...newest, maxCount: 1 }), (found) => {
			return found.map(({ event }) => ({ type: event?.type, data: event?.data }));
		});
		await run.call('disable', () => accounts.disable(loginName), plain);
		await run.call('delete', () => accounts.delete(loginName), plain);
		await run.pause(300);
		await run.call('$user- after the deletion', () => run.read(stream), typesOf);
	}),

	scenario('who may manage users', async (run) => {
		const accounts = new Accounts(run);
		const { loginName } = await accounts.make();
		const own = (password: string) => ({ user: `${loginName}:${password}` });
		const callers = {
			'the user': `${loginName}:first-Password1`, 'ops': 'ops:changeit', 'no credentials': null, 'wrong password': `${loginName}:wrong`,
		};
		for (const [what, user] of Object.entries(callers)) {
			const as = { user, ms: 2_000 };
			await run.call(`${what}: own details`, () => accounts.details(loginName, as));
			await run.call(`${what}: details of admin`, () => accounts.details('admin', as));
			const other = account(run, { loginName: run.name('other') });
			await run.call(`${what}: create`, () => accounts.create(other, as), plain);
			run.cleanup(() => accounts.delete(other.loginName));
			await run.call(`${what}: reset the password`, () => accounts.resetPassword(loginName, 'first-Password1', as), plain);
		}
		const [before, after] = ['first-Password1', 'second-Password2'];
		await run.call('the user: change its password', () => accounts.changePassword(loginName, before, after, own(before)), plain);
		// The real server still took the old password here: it learns of changes late.
		await run.call('the user: change that of admin', () => accounts.changePassword('admin', 'wrong', 'x', own(after)), plain);
	}),
];

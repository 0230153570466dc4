import type { INodeParameters } from 'n8n-workflow';

import { first, named, run, unique } from './support/ceph.ts';
import { ceph, clearAway } from './support/ceph-command.ts';

interface Rule {
	rule_name: string;
	rule_id: number;
	type: number;
	steps: { op: string; item_name?: string; type?: string }[];
}

const profile = unique();
const made: string[] = [];
const ruleName = () => {
	const name = unique();
	made.push(name);
	return name;
};
const known = async (rule: string) => (await ceph<Rule[]>('osd', 'crush', 'rule', 'dump')).find(({ rule_name }) => rule_name === rule);
const create = (rule: string, parameters: INodeParameters) => first('crushRule', 'create', { rule, ...parameters });

let deviceClass: string;
beforeAll(async () => {
	[deviceClass = ''] = await ceph<string[]>('osd', 'crush', 'class', 'ls');
	await ceph('osd', 'erasure-code-profile', 'set', profile, 'plugin=jerasure', 'k=2', 'm=1', 'crush-failure-domain=osd');
});
afterAll(async () => {
	await clearAway([...made.map((name) => ({ prefix: 'osd crush rule rm', name })), { prefix: 'osd erasure-code-profile rm', name: profile }]);
});

describe('a CRUSH rule', () => {
	it('for replicated pools is created, shown, listed and deleted', async () => {
		const rule = ruleName();
		const created = await create(rule, { type: 'replicated', root: 'default', failureDomain: 'osd', deviceClass });
		const judge = (await known(rule))!;
		expect(created).toEqual({ rule, id: judge.rule_id, type: 'replicated', root: 'default', deviceClass, failureDomain: 'osd', steps: judge.steps });
		expect(judge.steps[0]).toMatchObject({ op: 'take', item_name: `default~${deviceClass}` });
		expect(await first('crushRule', 'get', { rule: named(rule) })).toEqual(created);
		const all = await run('crushRule', 'getAll', { returnAll: true });
		expect(all.map(({ json }) => json)).toContainEqual(created);
		expect(await first('crushRule', 'delete', { rule: named(rule) })).toEqual({ rule, deleted: true });
		expect(await known(rule)).toBeUndefined();
	});

	it('for erasure-coded pools comes from a profile', async () => {
		const rule = ruleName();
		expect(await create(rule, { type: 'erasure', erasureCodeProfile: named(profile) })).toMatchObject({ rule, type: 'erasure', root: 'default', failureDomain: 'osd' });
		expect(await known(rule)).toMatchObject({ type: 3 });
	});

	it('that exists is left alone', async () => {
		const rule = ruleName();
		await create(rule, { type: 'replicated', root: 'default', failureDomain: 'osd' });
		const before = await known(rule);
		await expect(create(rule, { type: 'replicated', root: 'default', failureDomain: 'host' })).rejects.toMatchObject({ message: `There is a CRUSH rule "${rule}" already`, httpCode: '409' });
		expect(await known(rule)).toEqual(before);
	});

	it('in use is kept, and one that is not there is named', async () => {
		const [pool, rule] = [unique(), ruleName()];
		await create(rule, { type: 'replicated', root: 'default', failureDomain: 'osd' });
		await ceph('osd', 'pool', 'create', pool, '1', '1', 'replicated', rule);
		try {
			await expect(first('crushRule', 'delete', { rule: named(rule) })).rejects.toMatchObject({ message: expect.stringContaining('in use') as string });
		} finally {
			await ceph('osd', 'pool', 'delete', pool, pool, '--yes-i-really-really-mean-it');
		}
		for (const operation of ['get', 'delete']) {
			await expect(first('crushRule', operation, { rule: named('no-such-rule') })).rejects.toMatchObject({ message: 'There is no CRUSH rule "no-such-rule"', httpCode: '404' });
		}
	});

	it.each([
		['no such root', { type: 'replicated', root: 'nowhere', failureDomain: 'osd' }, /nowhere/],
		['no such level of the tree', { type: 'replicated', root: 'default', failureDomain: 'galaxy' }, /galaxy/],
		['no such class of devices', { type: 'replicated', root: 'default', failureDomain: 'osd', deviceClass: 'stone' }, /stone|class/],
		['no such profile', { type: 'erasure', erasureCodeProfile: named('no-such-profile') }, /^There is no erasure code profile "no-such-profile"$/],
	])('is refused in words: %s', async (_what, parameters, message) => {
		const rule = ruleName();
		await expect(create(rule, parameters)).rejects.toMatchObject({ message: expect.stringMatching(message) as string, httpCode: expect.stringMatching(/^40[04]$/) as string });
		expect(await known(rule)).toBeUndefined();
	});
});

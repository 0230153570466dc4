import assert from 'node:assert/strict';

import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';

import { orderVolume } from '../support/calls.ts';
import { history, journal } from '../support/history.ts';
import { disksOf, makeMachine } from '../support/tenants.ts';
import { ceph, hasPool, imagesOf, orderOf, poolOf, quotaOf } from '../support/volumes.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld, type VolumeOrder } from '../support/world.ts';

const GIB = 2 ** 30;

/** Makes an order wrong. */
const flaws: Record<string, (order: VolumeOrder) => object> = {
	'for a machine that NetBox does not know': (order) => ({ ...order, machine: 'nobody' }),
	'with a slash in its name': (order) => ({ ...order, name: 'a/b' }),
	'of no size': (order) => ({ ...order, gibibytes: 0 }),
	'with a size in words': (order) => ({ ...order, gibibytes: '2 GiB' }),
	'with a word that it does not have': (order) => ({ ...order, size: 2 }),
};
defineParameterType({ name: 'mistake', regexp: new RegExp(Object.keys(flaws).join('|')), transformer: (flaw: string) => known(flaws[flaw], flaw) });

Given('a machine of the tenant', async function (this: CimWorld) {
	await makeMachine(this);
});

When('they order a volume of {int} gibibytes', LONG, async function (this: CimWorld, gibibytes: number) {
	await orderVolume(this, orderOf(this, gibibytes), this.mark);
});

When('they order it again', LONG, async function (this: CimWorld) {
	await orderVolume(this, known(this.order, 'an order'), this.mark);
});

When('they order a volume of {int} gibibytes twice at once', LONG, async function (this: CimWorld, gibibytes: number) {
	const order = orderOf(this, gibibytes);
	await Promise.all([1, 2].map(() => orderVolume(this, order, this.mark)));
});

When('they order another volume of that name', LONG, async function (this: CimWorld) {
	await orderVolume(this, known(this.order, 'an order'), `${this.mark}-another`);
});

When('they order a volume {mistake}', LONG, async function (this: CimWorld, flaw: (order: VolumeOrder) => object) {
	await orderVolume(this, flaw(orderOf(this, 2)), this.mark);
});

When('they order a volume, and NetBox goes down once it has found the machine', LONG, async function (this: CimWorld) {
	const ordering = orderVolume(this, orderOf(this, 2), this.mark);
	await waitUntil('the machine to be found', async () => assert.ok((await journal(this)).includes('StepDone')));
	await this.systems.containers.stop('netbox');
	await ordering;
});

Given('Ceph takes no more pools', async function (this: CimWorld) {
	const limit = 'mon_max_pg_per_osd';
	// For its monitors as they run, whatever their configuration says.
	const tell = async (...command: string[]) => void (await ceph(this.systems, 'ceph', 'tell', 'mon.*', 'config', ...command));
	this.mends.push(() => tell('unset', limit));
	await tell('set', limit, '1');
});

When('NetBox runs again', LONG, async function (this: CimWorld) {
	await this.systems.containers.resume();
	await waitUntil('NetBox to answer', () => disksOf(this), 240_000);
});

Then('it is provisioned', function (this: CimWorld) {
	const order = known(this.order, 'an order');
	const { diskId, ...rest } = this.answer.body as { diskId: number };
	assert.equal(this.answer.status, 201);
	assert.deepEqual(rest, { ...order, pool: poolOf(order.tenant), image: order.name });
	assert.equal(typeof diskId, 'number');
});

Then('all were given the same answer', function (this: CimWorld) {
	const [first, ...others] = this.answers.map(({ status, body }) => ({ status, body }));
	assert.ok(others.length > 0);
	for (const other of others) assert.deepEqual(other, first);
});

Then("Ceph has a block image of {int} gibibytes for it, alone in a pool of the tenant's that has a quota", async function (this: CimWorld, gibibytes: number) {
	const { tenant, name } = known(this.order, 'an order');
	assert.deepEqual(await imagesOf(this.systems, poolOf(tenant)), [{ name, size: gibibytes * GIB }]);
	assert.equal(await quotaOf(this.systems, poolOf(tenant)), 100 * GIB);
});

Then('NetBox knows it as a disk of the machine, of {int} gibibytes', async function (this: CimWorld, gibibytes: number) {
	const { tenant, name } = known(this.order, 'an order');
	const disks = (await disksOf(this)).map(({ name: disk, size, description }) => ({ disk, size, description }));
	assert.deepEqual(disks, [{ disk: name, size: gibibytes * 1024, description: `Block image ${poolOf(tenant)}/${name}` }]);
});

Then('the order is refused with {int}: {string}', function (this: CimWorld, status: number, error: string) {
	const { body } = this.answer;
	assert.deepEqual({ status: this.answer.status, error: (body as { error: string }).error }, { status, error });
});

Then('the order is refused because the tenant has no such machine', function (this: CimWorld) {
	const { tenant } = known(this.order, 'an order');
	assert.deepEqual({ status: this.answer.status, body: this.answer.body }, { status: 422, body: { error: `The tenant ${tenant} has no machine nobody` } });
});

Then('the order is refused because of its {word}', function (this: CimWorld, path: string) {
	assert.equal(this.answer.status, 422);
	assert.deepEqual((this.answer.body as { problems: { path: string }[] }).problems.map((problem) => problem.path), [path]);
});

Then('they are told that it failed at {string} and was undone', function (this: CimWorld, step: string) {
	assert.deepEqual({ status: this.answer.status, body: this.answer.body }, { status: 503, body: { error: `The request failed at "${step}" and was undone` } });
});

Then('neither Ceph nor NetBox nor the history has anything of it', async function (this: CimWorld) {
	const { tenant } = known(this.order, 'an order');
	assert.equal(await hasPool(this.systems, poolOf(tenant)), false);
	assert.deepEqual(await disksOf(this), []);
	assert.deepEqual(await history(this.systems, this.place.stream), []);
});

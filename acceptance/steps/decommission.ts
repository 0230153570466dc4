import assert from 'node:assert/strict';

import { Given, Then, When } from '@cucumber/cucumber';

import { answerDecommission, giveBack } from '../support/calls.ts';
import { history } from '../support/history.ts';
import { waitedFor } from '../support/journals.ts';
import { disksOf } from '../support/tenants.ts';
import { ceph, imagesOf, poolOf, snapshotsOf, trashOf } from '../support/volumes.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';
import { signIn } from './authentik.ts';

/** What is said of the volume that is given back; the run is the one of this scenario. */
function removalOf(world: CimWorld, keepHours: unknown) {
	const { tenant, machine, name } = known(world.order, 'an order');
	world.run = `process-decommission-volume.${tenant}.${name}.${world.mark}`;
	return { tenant, machine, name, keepHours };
}

const journal = async (world: CimWorld) => await history(world.systems, known(world.run, 'a run'));
const pool = ({ order }: CimWorld) => poolOf(known(order, 'an order').tenant);
const spec = (world: CimWorld) => `${pool(world)}/${known(world.order, 'an order').name}`;

When('they give the volume back, to be kept for {int} hours', LONG, async function (this: CimWorld, hours: number) {
	this.removal = removalOf(this, hours);
	await giveBack(this, this.removal, this.mark);
});

When('they give the volume back, to be kept for {string}', LONG, async function (this: CimWorld, time: string) {
	await giveBack(this, removalOf(this, time), this.mark);
});

When('they give it back again', LONG, async function (this: CimWorld) {
	await giveBack(this, known(this.removal, 'a volume that was given back'), this.mark);
});

When('they give back another volume', LONG, async function (this: CimWorld) {
	await giveBack(this, { ...removalOf(this, 0), name: 'other' }, this.mark);
});

When('they give the volume back, and NetBox goes down once it is found', LONG, async function (this: CimWorld) {
	this.removal = removalOf(this, 0);
	const giving = giveBack(this, this.removal, this.mark);
	// NetBox is asked for the machine and for the volume, and again when both are done that Ceph does.
	await waitUntil('the volume to be found', async () => assert.ok((await journal(this)).filter(({ type }) => type === 'StepDone').length >= 2));
	await this.systems.containers.kill('netbox');
	await giving;
});

When('they give back the volume of another machine', LONG, async function (this: CimWorld) {
	await giveBack(this, { ...removalOf(this, 0), machine: 'nobody' }, this.mark);
});

When('nobody answers for {int} days', async function (this: CimWorld, days: number) {
	await waitedFor(this, days * 86_400_000);
});

async function answerAs(world: CimWorld, approved: unknown, order = world.mark): Promise<void> {
	const { tenant, name } = known(world.order, 'an order');
	await answerDecommission(world, { tenant, name, order, approved });
}

async function asSecondPerson(world: CimWorld, approved: unknown, order?: string): Promise<void> {
	const { token } = world;
	world.token = (await signIn(world, 'operator')).access_token;
	try {
		await answerAs(world, approved, order);
	} finally {
		world.token = token;
	}
}

When('a second person approves', LONG, async function (this: CimWorld) {
	await asSecondPerson(this, true);
});

When('a second person does not approve', LONG, async function (this: CimWorld) {
	await asSecondPerson(this, false);
});

When('a second person answers {string}', LONG, async function (this: CimWorld, answer: string) {
	await asSecondPerson(this, answer);
});

When('a second person approves an order that there is not', LONG, async function (this: CimWorld) {
	await asSecondPerson(this, true, 'nobody-s');
});

When('they approve it themselves', LONG, async function (this: CimWorld) {
	await answerAs(this, true);
});

Given('Ceph takes no snapshots of the volume', async function (this: CimWorld) {
	await ceph(this.systems, 'rbd', 'snap', 'create', `${spec(this)}@by-hand`);
	await ceph(this.systems, 'rbd', 'snap', 'limit', 'set', spec(this), '--limit', '1');
	this.snapshots = ['by-hand'];
});

Given('the volume belongs to a group of volumes', async function (this: CimWorld) {
	await ceph(this.systems, 'rbd', 'group', 'create', `${pool(this)}/together`);
	await ceph(this.systems, 'rbd', 'group', 'image', 'add', `${pool(this)}/together`, spec(this));
});

When('somebody renames the image of the volume by hand', async function (this: CimWorld) {
	await ceph(this.systems, 'rbd', 'rename', spec(this), `${pool(this)}/renamed`);
});

When('somebody takes it out of the trash by hand', async function (this: CimWorld) {
	const [entry] = await trashOf(this.systems, pool(this));
	await ceph(this.systems, 'rbd', 'trash', 'restore', '--pool', pool(this), known(entry, 'an image in the trash').id);
});

Then('they are told that it waits for an approval', function (this: CimWorld) {
	const { status, body } = this.answer;
	const { order, waitsFor, keptUntil } = body as { order: string; waitsFor: string; keptUntil: string };
	assert.deepEqual({ status, order, waitsFor }, { status: 202, order: this.mark, waitsFor: 'approval' });
	assert.ok(!Number.isNaN(Date.parse(keptUntil)), `keptUntil is a time, got ${keptUntil}`);
});

Then('they are told that it waits for its time', function (this: CimWorld) {
	const { status, body } = this.answer;
	assert.deepEqual({ status, waitsFor: (body as { waitsFor: string }).waitsFor }, { status: 202, waitsFor: 'time' });
});

Then('they are told that it is decommissioned', function (this: CimWorld) {
	const { tenant, machine, name, gibibytes } = known(this.order, 'an order');
	const { requestedBy, approvedBy, ...volume } = this.answer.body as { requestedBy: string; approvedBy: string };
	assert.equal(this.answer.status, 200);
	assert.deepEqual(volume, { tenant, machine, name, gibibytes, pool: pool(this), image: name });
	assert.notEqual(requestedBy, approvedBy);
});

Then('it is decommissioned', function (this: CimWorld) {
	const { status, body } = this.answer;
	const { approved, state } = body as { approved: boolean; state: string };
	assert.deepEqual({ status, approved, state }, { status: 200, approved: true, state: 'finished' });
});

Then('it waits for its time', async function (this: CimWorld) {
	const last = (await journal(this)).at(-1);
	assert.equal(last?.type, 'RunWaits');
	const until = Date.parse(String(last.data.until));
	assert.ok(until > Date.now() && until < Date.now() + 3_700_000, `it waits for an hour, until ${String(last.data.until)}`);
});

Then('the run waits for an approval', async function (this: CimWorld) {
	const last = (await journal(this)).at(-1);
	assert.deepEqual({ type: last?.type, what: last?.data.what }, { type: 'RunWaits', what: 'approval' });
});

Then(/^they are told with (\d+) that it is (not )?approved$/, function (this: CimWorld, status: string, not: string | null) {
	assert.deepEqual({ status: this.answer.status, approved: (this.answer.body as { approved: boolean }).approved }, { status: Number(status), approved: not === null });
});

Then('they are told that it failed at {string} and was undone, for good', function (this: CimWorld, step: string) {
	const { status, body } = this.answer;
	assert.ok(status === 500 || status === 503, `a system failed, got ${status}`);
	assert.deepEqual(body, { error: `The request failed at "${step}" and was undone` });
});

Then('they are told that it failed at {string} and was undone, but for {int} of its steps', function (this: CimWorld, step: string, left: number) {
	const { status, body } = this.answer;
	assert.deepEqual({ status, body }, { status: 500, body: { error: `The request failed at "${step}" and was undone, but for ${left} of its steps` } });
});

Then('Ceph has it in the trash, with a snapshot', async function (this: CimWorld) {
	assert.deepEqual(await imagesOf(this.systems, pool(this)), []);
	const [entry, ...others] = await trashOf(this.systems, pool(this));
	assert.deepEqual({ name: entry?.name, others }, { name: known(this.order, 'an order').name, others: [] });
	assert.equal((await snapshotsOf(this.systems, pool(this), '--image-id', known(entry, 'an image in the trash').id)).length, 1);
});

Then('Ceph has nothing of it', async function (this: CimWorld) {
	assert.deepEqual(await imagesOf(this.systems, pool(this)), []);
	assert.deepEqual(await trashOf(this.systems, pool(this)), []);
});

Then('NetBox does not know the disk', async function (this: CimWorld) {
	assert.deepEqual(await disksOf(this), []);
});

Then('it is as it was', async function (this: CimWorld) {
	const { name, gibibytes } = known(this.order, 'an order');
	assert.deepEqual(await imagesOf(this.systems, pool(this)), [{ name, size: gibibytes * 2 ** 30 }]);
	assert.deepEqual(await snapshotsOf(this.systems, pool(this), '--image', name), this.snapshots);
	assert.deepEqual(await trashOf(this.systems, pool(this)), []);
	assert.deepEqual((await disksOf(this)).map(({ name: disk, size }) => ({ disk, size })), [{ disk: name, size: gibibytes * 1024 }]);
});

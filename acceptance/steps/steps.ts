import assert from 'node:assert/strict';

import { Given, Then, When } from '@cucumber/cucumber';

import { connect } from '../../stack/seed/ceph/dashboard.ts';
import { callStep } from '../support/callers.ts';
import { orderVolume } from '../support/calls.ts';
import { checksumOf } from '../support/checksum.ts';
import { sample } from '../support/documents/samples.ts';
import { ceph, hasPool, imagesOf, poolOf, snapshotsOf } from '../support/volumes.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

/** Calls a step with what is known by then; what it gives is known from then on, as in a process. */
async function call(world: CimWorld, step: string, input: Record<string, unknown> = world.subject): Promise<Record<string, unknown>> {
	const given = await callStep(world.systems.connections.n8n, step, input);
	world.given = given;
	if (given.error === undefined) world.subject = { ...world.subject, ...given };
	return given;
}

Given('a PDF that nobody has handed in', async function (this: CimWorld) {
	const document = sample('a PDF', this.mark);
	const { name, mediaType } = document;
	const { sha256 } = await checksumOf(document.open());
	const cause = { correlationId: this.mark, process: 'acceptance', executionId: '0', actor: 'nobody' };
	this.subject = { id: this.mark, tenant: known(this.tenant, 'a tenant'), name, mediaType, sha256, cause };
});

Given('a volume that a workflow is to take away', LONG, async function (this: CimWorld) {
	const tenant = known(this.tenant, 'a tenant');
	this.order = { tenant, machine: known(this.machines.at(-1), 'a machine').name, name: 'data', gibibytes: 1 };
	const { status, body } = await orderVolume(this, this.order, this.mark);
	assert.equal(status, 201);
	this.subject = { ...this.order, ...(body as object), request: this.mark, keepHours: 0, quotaBytes: 0, poolCreated: true };
	for (const step of ['find-machine', 'find-volume']) assert.equal((await call(this, step)).error, undefined);
});

When('a workflow calls the step {word} with nothing', async function (this: CimWorld, step: string) {
	await call(this, step, {});
});

When('a workflow calls the step {word} for it', LONG, async function (this: CimWorld, step: string) {
	await call(this, step, this.receipts.length > 0 ? { ...this.receipt, cause: { correlationId: this.mark, process: 'acceptance', executionId: '0', actor: 'nobody' } } : this.subject);
});

When('a workflow calls the step {word} for it, twice', LONG, async function (this: CimWorld, step: string) {
	const before = this.subject;
	const first = await call(this, step);
	assert.equal(first.error, undefined);
	const second = await call(this, step, before);
	this.subject = { ...this.subject, first, second };
});

When('a workflow calls the step {word} for another order', LONG, async function (this: CimWorld, step: string) {
	await call(this, step, { ...this.subject, request: `${this.mark}-another` });
});

When('its deletion is interrupted once it is out of the trash', LONG, async function (this: CimWorld) {
	const { tenant, name } = known(this.order, 'an order');
	const pool = poolOf(tenant);
	const deleting = `deleting-${String(this.subject.imageId)}`;
	await ceph(this.systems, 'rbd', 'rename', `${pool}/${name}`, `${pool}/${deleting}`);
	// What was not done through it, the Dashboard sees a few seconds later.
	const dashboard = await connect(this.systems.connections.cephDashboard);
	await waitUntil('the Dashboard to list it', async () => assert.deepEqual(await dashboard.images(pool), [deleting]));
});

Then('both gave the same', function (this: CimWorld) {
	const { first, second } = this.subject;
	assert.ok(first !== undefined);
	assert.deepEqual(second, first);
});

Then('it fails, for {string}', function (this: CimWorld, reason: string) {
	assertFailed(this, reason);
});

Then('it fails, for {string} and its {word}', function (this: CimWorld, reason: string, field: string) {
	assertFailed(this, reason);
	assertFailed(this, field);
});

function assertFailed({ given }: CimWorld, words: string): void {
	const { error } = known(given, 'a call of a step');
	assert.ok(String(error).includes(words), `it says ${JSON.stringify(words)}, got ${JSON.stringify(given)}`);
}

Then(/^it gives (\w+): (true|false)$/, function (this: CimWorld, field: string, value: string) {
	assert.deepEqual(this.given, { [field]: value === 'true' });
});

Then(/^it gives an answer with (\d+) because of (\w+(?:(?:, | and )\w+)*)$/, function (this: CimWorld, status: string, names: string) {
	const { status: given, body } = known(this.given, 'a call of a step') as { status: number; body: { fields: { path: string }[] } };
	assert.equal(given, Number(status));
	assert.deepEqual(body.fields.map(({ path }) => path).toSorted(), names.split(/, | and /).toSorted());
});

Then('the volume has {int} snapshot(s)', async function (this: CimWorld, count: number) {
	const { tenant, name } = known(this.order, 'an order');
	assert.equal((await snapshotsOf(this.systems, poolOf(tenant), '--image', name)).length, count);
	assert.equal((await imagesOf(this.systems, poolOf(tenant))).length, 1);
});

Then("Ceph has no pool of the tenant's", async function (this: CimWorld) {
	assert.equal(await hasPool(this.systems, poolOf(known(this.tenant, 'a tenant'))), false);
});

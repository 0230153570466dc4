import assert from 'node:assert/strict';

import { Then, When } from '@cucumber/cucumber';

import { handIn, orderVolume } from '../support/calls.ts';
import { checksumOf } from '../support/checksum.ts';
import type { SampleDocument } from '../support/documents/document.ts';
import { firstExecutionOf, history, journal } from '../support/history.ts';
import { described, placeOf } from '../support/publication.ts';
import { orderOf } from '../support/volumes.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

When(
	'they hand in {document} and order a volume, and n8n is killed once the bytes are kept and the machine is found',
	LONG,
	async function (this: CimWorld, document: SampleDocument) {
		const checksum = await checksumOf(document.open());
		const kept = placeOf(known(this.tenant, 'a tenant'), checksum.sha256);
		// Nobody answers: n8n is gone.
		const handing = handIn(this, document, 'as it is', described(this, document)).catch(() => undefined);
		await waitUntil('the bytes to be kept', async () => assert.equal((await history(this.systems, kept.stream)).length, 1));
		const ordering = orderVolume(this, orderOf(this, 2), this.mark).catch(() => undefined);
		await waitUntil('the machine to be found', async () => assert.ok((await journal(this)).includes('StepDone')));
		await this.systems.containers.killN8n();
		await Promise.all([handing, ordering]);
		this.document = { ...document, ...checksum };
		this.interrupted = {
			order: { run: known(this.run, 'a run'), kept: this.place },
			publication: { run: `process-publish-document.${kept.id}`, kept },
		};
	},
);

When('n8n and IPFS run again', LONG, async function (this: CimWorld) {
	await this.systems.containers.resume();
	const { url, webhookUrl } = this.systems.connections.n8n;
	for (const each of [url, webhookUrl]) await waitUntil('n8n to be ready', async () => assert.ok((await fetch(`${each}/healthz/readiness`)).ok), 120_000);
});

When('they order a volume, and the worker that is at it is killed once the machine is found', LONG, async function (this: CimWorld) {
	await interrupted(this, async (execution) => await this.systems.containers.killWorkerAt(execution));
});

When('they order a volume, and the worker that is at it is held up once the machine is found', LONG, async function (this: CimWorld) {
	await interrupted(this, async (execution) => await this.systems.containers.pauseWorkerAt(execution));
});

/** Orders, and does something to the execution when the first step is done; the call ends as it may. */
async function interrupted(world: CimWorld, fault: (execution: string) => Promise<void>): Promise<void> {
	const ordering = orderVolume(world, orderOf(world, 2), world.mark).catch(() => undefined);
	await waitUntil('the machine to be found', async () => assert.ok((await journal(world)).includes('StepDone')));
	await fault(await firstExecutionOf(world));
	await ordering;
	world.interrupted = { order: { run: known(world.run, 'a run'), kept: world.place } };
}

When('the worker goes on, and has ended what it was at', { timeout: 180_000 }, async function (this: CimWorld) {
	const { containers } = this.systems;
	const execution = await firstExecutionOf(this);
	await containers.resume();
	await waitUntil('the worker to have ended it', async () => assert.ok(await containers.hasEnded(execution)), 150_000);
});

Then('nothing was added to the run since it had finished', async function (this: CimWorld) {
	const types = await journal(this);
	assert.equal(types.indexOf('ProcessFinished'), types.length - 1, types.join(', '));
});

Then(
	/^the (order|publication) goes on by itself where it was, and finishes: (\d+) steps were done, each once$/,
	{ timeout: 300_000 },
	async function (this: CimWorld, which: 'order' | 'publication', count: string) {
		const { run, kept } = known(this.interrupted?.[which], 'a run that was interrupted');
		Object.assign(this, { run, kept });
		await waitUntil('the run to finish', async () => assert.equal((await journal(this)).at(-1), 'ProcessFinished'), 240_000);
		const done = (await history(this.systems, run)).filter(({ type }) => type === 'StepDone').map(({ data }) => data.place);
		assert.equal(done.length, Number(count));
		assert.equal(new Set(done).size, done.length);
	},
);

Then('the run was undone', async function (this: CimWorld) {
	assert.equal((await journal(this)).at(-1), 'ProcessUndone');
});

import assert from 'node:assert/strict';

import { Then, When } from '@cucumber/cucumber';

import { handIn, orderVolume } from '../support/calls.ts';
import { checksumOf } from '../support/checksum.ts';
import type { SampleDocument } from '../support/documents/document.ts';
import { history, journal } from '../support/history.ts';
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
		await this.systems.containers.kill('n8n');
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
	await waitUntil('n8n to be ready', async () => assert.ok((await fetch(`${this.systems.connections.n8n.url}/healthz/readiness`)).ok), 120_000);
});

Then(
	/^the (order|publication) goes on by itself where it was, and finishes: (\d+) steps were done, each once$/,
	{ timeout: 300_000 },
	async function (this: CimWorld, which: 'order' | 'publication', count: string) {
		const { run, kept } = known(this.interrupted, 'runs that were interrupted')[which];
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

import assert from 'node:assert/strict';

import { Then, When } from '@cucumber/cucumber';

import { history, journal } from '../support/history.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

When('n8n runs again', LONG, async function (this: CimWorld) {
	await this.systems.containers.resume();
	await waitUntil('n8n to be ready', async () => assert.ok((await fetch(`${this.systems.connections.n8n.url}/healthz/readiness`)).ok), 120_000);
});

Then('the run goes on by itself and finishes', { timeout: 300_000 }, async function (this: CimWorld) {
	await waitUntil('the run to finish', async () => assert.equal((await journal(this)).at(-1), 'ProcessFinished'), 240_000);
});

Then('the run went on where it was: {int} steps were done, each once', async function (this: CimWorld, count: number) {
	const done = (await history(this.systems, known(this.run, 'a run'))).filter(({ type }) => type === 'StepDone').map(({ data }) => data.place);
	assert.equal(done.length, count);
	assert.equal(new Set(done).size, count);
});

Then('the run was undone', async function (this: CimWorld) {
	assert.equal((await journal(this)).at(-1), 'ProcessUndone');
});

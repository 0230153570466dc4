import assert from 'node:assert/strict';

import { Given, Then, When } from '@cucumber/cucumber';

import { recoverRun } from '../support/callers.ts';
import { handIn, orderVolume } from '../support/calls.ts';
import { checksumOf } from '../support/checksum.ts';
import type { SampleDocument } from '../support/documents/document.ts';
import { firstExecutionOf, history, journal } from '../support/history.ts';
import { interruptRun, type Entry } from '../support/journals.ts';
import { described, placeOf } from '../support/publication.ts';
import { orderOf } from '../support/volumes.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

/** What is larger than half of what the event store takes at once, 1 MiB. */
const LARGE = 'x'.repeat(600_000);

/** What the event store takes at once, but for the name of an entry. */
const FULL = 2 ** 20 - 40;

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

Then('the run was undone, for {string}', async function (this: CimWorld, reason: string) {
	const entries = await history(this.systems, known(this.run, 'a run'));
	assert.equal(entries.at(-1)?.type, 'ProcessUndone');
	const { message } = entries.findLast(({ type }) => type === 'UndoStarted')?.data.reason as { message: string };
	assert.ok(message.includes(reason), message);
});

When('somebody has the run gone on with', LONG, async function (this: CimWorld) {
	const [, process = '', key = ''] = /^process-([^.]+)\.(.*)$/.exec(known(this.run, 'a run')) ?? [];
	await recoverRun(this.systems.connections.n8n, process, key);
});

Given('its run goes on with what an older step {string} gave: {string} as {string}', async function (this: CimWorld, node: string, field: string, value: string) {
	runOfReceipt(this);
	await interruptRun(this, changeOutput(await placeIn(this, node), (output) => ({ ...output, [field]: value })));
});

Given('its run goes on, too large for its journal at {string}', async function (this: CimWorld, node: string) {
	runOfReceipt(this);
	const find = await placeIn(this, 'Find the document');
	switch (node) {
		case 'Find the document':
			return await interruptRun(this, (entry) => (entry.type === 'ProcessStarted' ? filled(entry) : undefined));
		case 'Keep the bytes': {
			const enlarged = changeOutput(find, (output) => ({ ...output, large: LARGE }));
			return await interruptRun(this, (entry) => (entry.type === 'ProcessStarted' ? changeInput(entry, { description: LARGE }) : entry.data.place === find ? enlarged(entry) : undefined));
		}
		case 'Finish':
			// It is in what the run gives, and in the answer.
			return await interruptRun(this, (entry) => (entry.type === 'ProcessStarted' ? changeInput(entry, { name: LARGE }) : entry));
		default:
			throw new Error(`Nobody knows how to make a run too large at "${node}".`);
	}
});

/** The run by which the document of the receipt was published; a scenario about volumes has said its own. */
function runOfReceipt(world: CimWorld): void {
	world.run ??= `process-publish-document.${world.receipt.id}`;
}

async function placeIn(world: CimWorld, node: string): Promise<unknown> {
	const entries = await history(world.systems, known(world.run, 'a run'));
	return known(entries.find(({ type, data }) => type === 'StepStarted' && data.node === node)?.data.place, `a step "${node}" of the run`);
}

function changeOutput(place: unknown, change: (output: object) => object): (entry: Entry) => Entry {
	return ({ type, data }) => ({ type, data: type === 'StepDone' && data.place === place ? { ...data, output: change(data.output as object) } : data });
}

function changeInput({ type, data }: Entry, change: object): Entry {
	return { type, data: { ...data, input: { ...(data.input as object), ...change } } };
}

/** Makes the beginning of a run as large as the event store takes it; what a step writes around the same input is more. */
function filled({ type, data: { inputType: _type, ...data } }: Entry): Entry {
	const bare = { ...data, executionId: '0', workflow: { workflowId: '0', name: '' } };
	const least = JSON.stringify(changeInput({ type, data: bare }, { description: '' }).data).length;
	return changeInput({ type, data: bare }, { description: 'x'.repeat(FULL - least) });
}

import assert from 'node:assert/strict';

import { Given, Then } from '@cucumber/cucumber';

import { executionsOf, stepsOf, type Execution } from '../support/executions.ts';
import { MemoryWatch } from '../support/memory.ts';
import { known, type CimWorld } from '../support/world.ts';

Given("n8n's memory is being watched", async function (this: CimWorld) {
	this.memory = await MemoryWatch.start(this.systems.containers);
});

Then("n8n's memory has grown by less than {int} MB meanwhile", async function (this: CimWorld, most: number) {
	const grown = (await known(this.memory, 'a watch').stop()) / 1e6;
	this.log(`n8n's memory grew by ${grown.toFixed(1)} MB at most`);
	assert.ok(grown < most, `n8n's memory grew by ${grown.toFixed(1)} MB`);
});

Then('n8n counts the run as failed, for a reason that says more than the answer', async function (this: CimWorld) {
	const { status, nodes } = await lastExecution(this);
	assert.equal(status, 'error');
	const reason = nodes.at(-1)?.error ?? '';
	assert.notEqual(reason, '');
	assert.ok(!JSON.stringify(this.answer.body).includes(reason.split('\n')[0] ?? ''), reason);
});

Then('n8n counts the run as done', async function (this: CimWorld) {
	assert.equal((await lastExecution(this)).status, 'success');
});

Then("the caller's token is nowhere in what n8n keeps of the run", async function (this: CimWorld) {
	const [, , signature = ''] = known(this.token, 'a token').split('.');
	const kept = [await lastExecution(this), ...(await lastSteps(this))];
	assert.ok(!JSON.stringify(kept).includes(signature));
});

Then('n8n keeps its bytes once', async function (this: CimWorld) {
	const { sha256, size } = known(this.document, 'a document');
	// Wherever they may be: in queue mode the files of a webhook's execution are not in a folder of its own.
	const find = `find /home/node/.n8n/storage -type f -size ${size}c -exec sha256sum {} +`;
	// Files of other scenarios may be moved meanwhile.
	const listed = await this.systems.containers.exec('n8n', ['sh', '-c', `${find} || true`]);
	assert.equal(listed.split('\n').filter((line) => line.startsWith(sha256)).length, 1, listed);
});

/** The run that the last call started. */
async function lastExecution({ systems, answer }: CimWorld): Promise<Execution> {
	const [execution] = await executionsOf(systems.connections.n8n, [answer.correlationId]);
	return known(execution, 'an execution that n8n lists');
}

/** The runs of the steps of that. */
async function lastSteps({ systems, answer }: CimWorld): Promise<Execution[]> {
	return await stepsOf(systems.connections.n8n, [answer.correlationId]);
}

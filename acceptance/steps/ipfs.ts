import assert from 'node:assert/strict';

import { Given, Then, When } from '@cucumber/cucumber';

import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

Then('IPFS has it pinned under the CID that Kubo computes for the same file', LONG, async function (this: CimWorld) {
	const cid = this.receipt.cid['/'];
	const document = known(this.document, 'a document');
	const computed = await this.systems.containers.exec(
		'ipfs',
		['ipfs', 'add', '--only-hash', '--quieter', '--cid-version=1'],
		document.open(),
	);
	assert.equal(cid, computed.trim());
	const pins = [];
	for await (const pin of this.systems.kubo.pin.ls({ paths: cid, type: 'recursive' })) pins.push(pin.cid.toString());
	assert.deepEqual(pins, [cid]);
});

Given('IPFS is down', async function (this: CimWorld) {
	await this.systems.containers.stop('ipfs');
});

Given('IPFS hangs', async function (this: CimWorld) {
	await this.systems.containers.pause('ipfs');
});

When('IPFS is back', async function (this: CimWorld) {
	const { containers, kubo } = this.systems;
	await containers.resume();
	await waitUntil('Kubo to answer', () => kubo.id({ timeout: 2_000 }));
});

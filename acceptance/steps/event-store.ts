import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { Given, Then, When } from '@cucumber/cucumber';
import { jsonEvent } from '@eventstore/db-client';
import { decodeJwt } from 'jose';

import { checksumOf } from '../support/checksum.ts';
import { sample } from '../support/documents/samples.ts';
import { executionsOf } from '../support/executions.ts';
import { history, recent, type Fact } from '../support/history.ts';
import { BUCKET } from '../support/objects.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, type CimWorld } from '../support/world.ts';
import { assertNothingStored } from './ceph.ts';

Then(/^its history is: (.+)$/, async function (this: CimWorld, types: string) {
	const facts = await history(this.systems, this.place.stream);
	assert.deepEqual(facts.map(({ type }) => type), types.split(', '));
});

Then('every fact of its history names the caller, the process {string}, the execution and its type', async function (this: CimWorld, name: string) {
	await assertProvenance(this, () => name);
});

Then('every fact of its history names the caller, its process, the execution and its type', async function (this: CimWorld) {
	await assertProvenance(this, ({ type }) => (type === 'DocumentRestored' ? 'retrieve-document' : 'publish-document'));
});

async function assertProvenance(world: CimWorld, processOf: (fact: Fact) => string): Promise<void> {
	const { sub } = decodeJwt(known(world.token, 'a token'));
	const facts = await history(world.systems, world.place.stream);
	const executions = (await executionsOf(world.systems.connections.n8n, world.calls)).map(({ id }) => id);
	assert.notEqual(facts.length, 0);
	for (const fact of facts) {
		const { $correlationId = '', process, executionId = '', actor, type = '' } = fact.metadata;
		assert.deepEqual({ process, actor }, { process: processOf(fact), actor: sub }, fact.type);
		assert.ok(world.calls.includes($correlationId), `${fact.type} has the correlation id of a call, got ${$correlationId}`);
		assert.ok(executions.includes(executionId), `${fact.type} has the id of an execution, got ${executionId}`);
		// A CID of version 1 in base 32, as all CIDs of schemas are.
		assert.match(type, /^b[a-z2-7]{58,}$/, fact.type);
	}
}

Then('nothing of it is kept or recorded', async function (this: CimWorld) {
	await assertNothingStored(this);
	const { sha256 } = known(this.document, 'a document');
	const facts = await recent(this.systems, (fact) => fact.data.sha256 === sha256 || this.calls.includes(fact.metadata.$correlationId ?? ''));
	assert.deepEqual(facts, []);
});

Given('the journal of its publication is gone', async function (this: CimWorld) {
	await this.systems.events.deleteStream(`process-publish-document.${this.place.id}`);
});

Given('the event store is down', async function (this: CimWorld) {
	await this.systems.containers.stop('eventstore');
});

When('the event store is back', async function (this: CimWorld) {
	await this.systems.containers.resume();
	await waitUntil('the event store to answer', () => recent(this.systems, () => false));
});

Given('a document that was lost before it was published', async function (this: CimWorld) {
	const { stored } = await toldOf(this);
	await this.systems.events.appendToStream(known(this.kept, 'a place').stream, [stored]);
});

Given('a document whose copy on IPFS is another file', async function (this: CimWorld) {
	const { cid } = await this.systems.kubo.add(`Another file, ${this.mark}`, { cidVersion: 1, pin: true });
	const { id, sha256, size, stored } = await toldOf(this);
	const published = jsonEvent({ type: 'DocumentPublished', data: { id, cid: { '/': cid.toString() }, sha256, size } });
	await this.systems.events.appendToStream(known(this.kept, 'a place').stream, [stored, published]);
});

/** What the history of a document says first, of one that the object storage never had. */
async function toldOf(world: CimWorld) {
	const tenant = known(world.tenant, 'a tenant');
	const document = sample('a PDF', world.mark);
	const { name, mediaType, size } = document;
	const { sha256 } = await checksumOf(document.open());
	const id = randomBytes(16).toString('hex');
	const place = { bucket: BUCKET, key: `${tenant}/${sha256}` };
	world.kept = { id, stream: `document-${id}`, ...place };
	return { id, sha256, size, stored: jsonEvent({ type: 'DocumentStored', data: { id, tenant, name, mediaType, sha256, size, ...place } }) };
}

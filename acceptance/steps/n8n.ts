import assert from 'node:assert/strict';

import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';

import { handIn, retrieve, type Description, type Way } from '../support/calls.ts';
import { sample, sampleNames, type Sample } from '../support/documents/samples.ts';
import type { SampleDocument } from '../support/documents/document.ts';
import { history } from '../support/history.ts';
import { MemoryWatch } from '../support/memory.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

defineParameterType({
	name: 'document',
	regexp: new RegExp(sampleNames.join('|')),
	transformer(this: CimWorld, name: string) {
		return sample(name as Sample, this.mark);
	},
});
defineParameterType({ name: 'way', regexp: /as it is|in a form/, transformer: (way: string) => way as Way });

/** Makes a description wrong. */
type Flaw = (description: Description) => Description;

const flaws: Record<string, Flaw> = {
	'without a tenant': (description) => description.filter(([name]) => name !== 'tenant'),
	'without a name': (description) => description.filter(([name]) => name !== 'name'),
	'with two names': (description) => [...description, ['name', 'Another.pdf']],
	'with two media types': (description) => [...description, ['mediaType', 'application/pdf'], ['mediaType', 'image/png']],
	'with two descriptions': (description) => [...description, ['description', 'One'], ['description', 'Another']],
};
defineParameterType({ name: 'flaw', regexp: new RegExp(Object.keys(flaws).join('|')), transformer: (flaw: string) => known(flaws[flaw], flaw) });

function described(world: CimWorld, { name }: SampleDocument): Description {
	return [
		['tenant', known(world.tenant, 'a tenant')],
		['name', name],
	];
}

When('they hand in {document} {way}', LONG, async function (this: CimWorld, document: SampleDocument, way: Way) {
	await handIn(this, document, way, described(this, document));
});

When('they hand in {document} {flaw}', async function (this: CimWorld, document: SampleDocument, flaw: Flaw) {
	await handIn(this, document, 'as it is', flaw(described(this, document)));
});

When('they hand in {document} {flaw} and {flaw}', async function (this: CimWorld, document: SampleDocument, first: Flaw, second: Flaw) {
	await handIn(this, document, 'as it is', second(first(described(this, document))));
});

Given('they have published {document}', LONG, async function (this: CimWorld, document: SampleDocument) {
	const { status } = await handIn(this, document, 'as it is', described(this, document));
	assert.equal(status, 201, 'status of the answer');
});

When('they hand in the same document again', async function (this: CimWorld) {
	const document = known(this.document, 'a document');
	await handIn(this, document, 'as it is', described(this, document));
});

When('they hand in {document} twice at once', async function (this: CimWorld, document: SampleDocument) {
	await Promise.all([1, 2].map(() => handIn(this, document, 'as it is', described(this, document))));
});

When('they retrieve it', LONG, async function (this: CimWorld) {
	await retrieve(this, this.place.id);
});

When('they retrieve the document {string}', async function (this: CimWorld, id: string) {
	await retrieve(this, id);
});

Given("n8n's memory is being watched", async function (this: CimWorld) {
	this.memory = await MemoryWatch.start(this.systems.containers);
});

Then("n8n's memory has grown by less than {int} MB meanwhile", async function (this: CimWorld, most: number) {
	const grown = (await known(this.memory, 'a watch').stop()) / 1e6;
	this.log(`n8n's memory grew by ${grown.toFixed(1)} MB at most`);
	assert.ok(grown < most, `n8n's memory grew by ${grown.toFixed(1)} MB`);
});

Then('it is published', function (this: CimWorld) {
	assert.equal(this.answer.status, 201);
});

Then('they are given the first result', function (this: CimWorld) {
	assert.equal(this.answer.status, 200);
	assert.deepEqual(this.receipt, this.receipts[0]);
});

Then('it is published once, and both are given the same result', function (this: CimWorld) {
	assert.deepEqual(this.answers.map(({ status }) => status).toSorted(), [200, 201]);
	assert.deepEqual(this.receipts[1], this.receipts[0]);
});

Then('it is another document with the same CID', function (this: CimWorld) {
	const [first, second] = this.receipts;
	assert.notEqual(second?.id, first?.id);
	assert.deepEqual(second?.cid, first?.cid);
});

Then('the answer names its tenant, name, media type, SHA-256 and size', function (this: CimWorld) {
	const { tenant, name, mediaType, sha256, size } = this.receipt;
	const document = known(this.document, 'a document');
	assert.deepEqual(
		{ tenant, name, mediaType, sha256, size },
		{ tenant: this.tenant, name: document.name, mediaType: document.mediaType, sha256: document.sha256, size: document.size },
	);
});

Then('the answer names the bucket, key, CID, stream and revision where it is found', async function (this: CimWorld) {
	const { id, bucket, key, cid, stream, revision } = this.receipt;
	assert.deepEqual({ bucket, key, stream }, { bucket: 'documents', key: `${this.tenant}/${this.document?.sha256}`, stream: `document-${id}` });
	const last = (await history(this.systems, stream)).at(-1);
	assert.equal(revision, last?.revision);
	assert.deepEqual(cid, last?.data.cid);
});

Then('they are turned away as unknown', function (this: CimWorld) {
	assert.equal(this.answer.status, 401);
	assert.match(this.answer.headers.get('www-authenticate') ?? '', /^Bearer/);
	assertSays(this.answer.body, 'error');
});

Then('they are turned away as not allowed', function (this: CimWorld) {
	assert.equal(this.answer.status, 403);
	assertSays(this.answer.body, 'error');
});

Then('there is no such document', function (this: CimWorld) {
	assert.equal(this.answer.status, 404);
	assertSays(this.answer.body, 'error');
});

Then(/^it is refused because of its ((?:\w+)(?:(?:, | and )\w+)*)$/, function (this: CimWorld, names: string) {
	assert.equal(this.answer.status, 422);
	const { fields } = this.answer.body as { fields: { path: string; problem: string }[] };
	assert.deepEqual(fields.map(({ path }) => path).toSorted(), names.split(/, | and /).toSorted());
	for (const field of fields) assertSays(field, 'problem');
});

Then('they are told that a system failed', function (this: CimWorld) {
	assert.equal(this.answer.status, 502);
	assertSays(this.answer.body, 'error');
});

Then('they are told that a system failed, and the stream that says how', function (this: CimWorld) {
	assert.equal(this.answer.status, 502);
	assertSays(this.answer.body, 'error');
	const { id, stream } = this.answer.body as { id: string; stream: string };
	const { sha256 } = known(this.document, 'a document');
	this.kept = { id, stream, bucket: 'documents', key: `${this.tenant}/${sha256}` };
});

Then('they receive exactly its bytes, with its type and name', function (this: CimWorld) {
	const { sha256, size, mediaType, name } = known(this.document, 'a document');
	const { status, headers, checksum } = this.answer;
	assert.equal(status, 200);
	assert.deepEqual(checksum, { sha256, size });
	assert.equal(headers.get('content-type')?.split(';')[0], mediaType);
	assert.equal(nameIn(headers.get('content-disposition') ?? ''), name);
});

/** RFC 6266, 4.1: `filename*` is encoded by RFC 8187 and wins over `filename`. */
function nameIn(disposition: string): string | undefined {
	const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
	return encoded === undefined ? /filename="([^"]*)"/.exec(disposition)?.[1] : decodeURIComponent(encoded);
}

function assertSays(body: unknown, field: string): void {
	const text = (body as Record<string, unknown> | undefined)?.[field];
	assert.ok(typeof text === 'string' && text !== '', `the answer has a text "${field}", got ${JSON.stringify(body)}`);
}

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import { jsonEvent } from '@eventstore/db-client';

import { systems as ofStack } from '../../stack/services.ts';
import { handIn, retrieve, type Description, type Way } from '../support/calls.ts';
import { checksumOf, type Checksum } from '../support/checksum.ts';
import { sample, sampleNames, type Sample } from '../support/documents/samples.ts';
import type { SampleDocument } from '../support/documents/document.ts';
import { history, journal } from '../support/history.ts';
import { addToJournal } from '../support/journals.ts';
import { BUCKET } from '../support/objects.ts';
import { described, placeOf } from '../support/publication.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld, type Kept } from '../support/world.ts';

defineParameterType({
	name: 'document',
	regexp: new RegExp(sampleNames.join('|')),
	transformer(this: CimWorld, name: string) {
		return sample(name as Sample, this.mark);
	},
});
defineParameterType({ name: 'way', regexp: /as it is|compressed on the way|in a form of the type Multipart\/Form-Data|in a form/, transformer: (way: string) => way as Way });

/** Makes a description wrong. */
type Flaw = (description: Description) => Description;

const flaws: Record<string, Flaw> = {
	'without a tenant': (description) => description.filter(([name]) => name !== 'tenant'),
	'without a name': (description) => description.filter(([name]) => name !== 'name'),
	'with two names': (description) => [...description, ['name', 'Another.pdf']],
	'with two media types': (description) => [...description, ['mediaType', 'application/pdf'], ['mediaType', 'image/png']],
	'with a media type beyond ASCII': (description) => [...description, ['mediaType', 'Übel/x']],
	'with a line break in its media type': (description) => [...description, ['mediaType', 'text/plain\nx']],
	'with a media type that is none': (description) => [...description, ['mediaType', 'not a type']],
	'with a word that it does not have': (description) => [...description, ['descripton', 'A lease']],
	'with two descriptions': (description) => [...description, ['description', 'One'], ['description', 'Another']],
};
defineParameterType({ name: 'flaw', regexp: new RegExp(Object.keys(flaws).join('|')), transformer: (flaw: string) => known(flaws[flaw], flaw) });

When('they hand in {document} {way}', LONG, async function (this: CimWorld, document: SampleDocument, way: Way) {
	await handIn(this, document, way, described(this, document));
});

When('they hand in {document} {flaw}', async function (this: CimWorld, document: SampleDocument, flaw: Flaw) {
	await handIn(this, document, 'as it is', flaw(described(this, document)));
});

When('they hand in {document} {flaw} and {flaw}', async function (this: CimWorld, document: SampleDocument, first: Flaw, second: Flaw) {
	await handIn(this, document, 'as it is', second(first(described(this, document))));
});

When('they hand in {document} in a form, and another tenant in its address', async function (this: CimWorld, document: SampleDocument) {
	await handIn(this, document, 'in a form', described(this, document), [['tenant', 'acme-archive']]);
});

When('they hand in {document} in a form that does not name its file', async function (this: CimWorld, document: SampleDocument) {
	await handIn(this, { ...document, name: '' }, 'in a form', described(this, document));
});

Given('they have published {document}', LONG, async function (this: CimWorld, document: SampleDocument) {
	const { status } = await handIn(this, document, 'as it is', described(this, document));
	assert.equal(status, 201, 'status of the answer');
});

When('they hand in the same document again', async function (this: CimWorld) {
	const document = known(this.document, 'a document');
	await handIn(this, document, 'as it is', described(this, document));
});

When('they hand it in', async function (this: CimWorld) {
	const document = known(this.document, 'a document');
	await handIn(this, document, 'as it is', described(this, document));
});

Given('a PDF whose history says that it was stored, but not where', async function (this: CimWorld) {
	const { id, sha256 } = await prepared(this, sample('a PDF', this.mark));
	await this.systems.events.appendToStream(`document-${id}`, [jsonEvent({ type: 'DocumentStored', data: { id, sha256 } })]);
});

Given('a PDF whose publication was interrupted before its bytes were kept', async function (this: CimWorld) {
	const document = sample('a PDF', this.mark);
	const { id, sha256 } = await prepared(this, document);
	const input = { id, tenant: known(this.tenant, 'a tenant'), name: document.name, mediaType: document.mediaType, sha256, cause: { correlationId: this.mark, process: 'publish-document', executionId: '0', actor: 'nobody' } };
	await addToJournal(this, { type: 'ProcessStarted', data: { process: 'publish-document', key: id, workflow: { workflowId: 'publish-document', name: 'Publish document' }, executionId: '0', input, afterCrash: 'resume', lease: 60_000 } });
	await addToJournal(this, { type: 'LeaseRenewed', data: { lease: 0 } });
});

When('they hand in {document}, and another n8n takes the run over before IPFS has it', LONG, async function (this: CimWorld, document: SampleDocument) {
	await prepared(this, document);
	await this.systems.containers.pause('ipfs');
	const handing = handIn(this, document, 'as it is', described(this, document));
	await waitUntil('IPFS to be asked', async () => assert.equal((await journal(this)).filter((type) => type === 'StepStarted').length, 3));
	await addToJournal(this, { type: 'RunTakenOver', data: { executionId: 'another', from: '', lease: 0 } });
	await this.systems.containers.resume();
	await handing;
});

/** Where a document will be, and by which run it will be published, before it is handed in. */
async function prepared(world: CimWorld, document: SampleDocument): Promise<Kept & Checksum> {
	const checksum = await checksumOf(document.open());
	world.document = { ...document, ...checksum };
	world.kept = placeOf(known(world.tenant, 'a tenant'), checksum.sha256);
	world.run = `process-publish-document.${world.kept.id}`;
	return { ...world.kept, ...checksum };
}

When('they hand in {document} twice at once', async function (this: CimWorld, document: SampleDocument) {
	await Promise.all([1, 2].map(() => handIn(this, document, 'as it is', described(this, document))));
});

When('they retrieve it', LONG, async function (this: CimWorld) {
	await retrieve(this, this.place.id);
});

When('they ask what it is, without its bytes', async function (this: CimWorld) {
	await retrieve(this, this.place.id, { method: 'HEAD' });
});

When('they retrieve its bytes {int} to {int}', async function (this: CimWorld, first: number, last: number) {
	await retrieve(this, this.place.id, { headers: { range: `bytes=${first}-${last}` } });
});

When('they retrieve it unless it is what they have', async function (this: CimWorld) {
	await retrieve(this, this.place.id, { headers: { 'if-none-match': this.answer.headers.get('etag') ?? '' } });
});

When('they retrieve the document {string}', async function (this: CimWorld, id: string) {
	await retrieve(this, id);
});

Then('it is published', function (this: CimWorld) {
	assert.equal(this.answer.status, 201);
});

Then('they are given the first result', function (this: CimWorld) {
	assert.equal(this.answer.status, 200);
	assert.deepEqual(this.receipt, this.receipts[0]);
});

Then('they are given its receipt', function (this: CimWorld) {
	assert.equal(this.answer.status, 200);
	const { id, stream, bucket, key } = this.receipt;
	assert.deepEqual({ id, stream, bucket, key }, this.kept);
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
	assert.deepEqual({ bucket, key, stream }, { bucket: BUCKET, key: `${this.tenant}/${this.document?.sha256}`, stream: `document-${id}` });
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

Then('they are told that its bytes are lost', function (this: CimWorld) {
	assert.equal(this.answer.status, 410);
	assertSays(this.answer.body, 'error');
});

Then('the answer says nothing of the inside', function (this: CimWorld) {
	const text = JSON.stringify(this.answer.body);
	// Addresses, and names under which the systems find one another.
	const inside = [/\w+:\/\//, /\d+\.\d+\.\d+\.\d+/, /[a-z]:\d+/i, new RegExp(`\\b(?:${ofStack.map(({ name }) => name).join('|')})\\b`, 'i')];
	for (const pattern of inside) assert.doesNotMatch(text, pattern);
});

Then('they are told that a system failed, and the stream that says how', function (this: CimWorld) {
	assert.equal(this.answer.status, 502);
	assertSays(this.answer.body, 'error');
	const { id, stream } = this.answer.body as { id: string; stream: string };
	this.kept = placeOf(known(this.tenant, 'a tenant'), known(this.document, 'a document').sha256);
	assert.deepEqual({ id, stream }, { id: this.kept.id, stream: this.kept.stream });
});

Then('they receive exactly its bytes, with its type and name', function (this: CimWorld) {
	const { sha256, size } = known(this.document, 'a document');
	const { status, checksum } = this.answer;
	assert.equal(status, 200);
	assert.deepEqual(checksum, { sha256, size });
	assertDescribed(this);
});

Then('they are told its type, name, size and checksum, and receive no bytes', function (this: CimWorld) {
	assert.equal(this.answer.status, 200);
	assert.equal(this.answer.checksum.size, 0);
	assertDescribed(this);
});

Then('they receive exactly its bytes {int} to {int}', async function (this: CimWorld, first: number, last: number) {
	const document = known(this.document, 'a document');
	const part = (await buffer(document.open())).subarray(first, last + 1);
	const { status, headers, checksum } = this.answer;
	assert.equal(status, 206);
	assert.deepEqual(checksum, await checksumOf(Readable.from([part])));
	assert.equal(headers.get('content-range'), `bytes ${first}-${last}/${document.size}`);
	assert.equal(headers.get('content-length'), String(part.length));
});

Then('they are told that it is not that long', function (this: CimWorld) {
	assert.equal(this.answer.status, 416);
	assert.equal(this.answer.headers.get('content-range'), `bytes */${known(this.document, 'a document').size}`);
});

Then('they are told that it is, and receive no bytes', function (this: CimWorld) {
	assert.equal(this.answer.status, 304);
	assert.equal(this.answer.checksum.size, 0);
});

function assertDescribed({ answer: { headers }, document }: CimWorld): void {
	const { sha256, size, mediaType, name } = known(document, 'a document');
	assert.equal(headers.get('content-type')?.split(';')[0], mediaType);
	assert.equal(nameIn(headers.get('content-disposition') ?? ''), name);
	assert.equal(headers.get('content-length'), String(size));
	assert.equal(headers.get('etag'), `"${sha256}"`);
}

/** RFC 6266, 4.1: `filename*` is encoded by RFC 8187 and wins over `filename`. */
function nameIn(disposition: string): string | undefined {
	const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
	return encoded === undefined ? /filename="([^"]*)"/.exec(disposition)?.[1] : decodeURIComponent(encoded);
}

function assertSays(body: unknown, field: string): void {
	const text = (body as Record<string, unknown> | undefined)?.[field];
	assert.ok(typeof text === 'string' && text !== '', `the answer has a text "${field}", got ${JSON.stringify(body)}`);
}

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { Given, Then } from '@cucumber/cucumber';

import { history } from '../support/history.ts';
import { keys, lose, put, stored, unfinishedUploads } from '../support/objects.ts';
import { waitUntil } from '../support/wait-until.ts';
import { known, LONG, type CimWorld } from '../support/world.ts';

Then('the object storage holds exactly its bytes', LONG, async function (this: CimWorld) {
	const { bucket, key } = this.place;
	const { sha256, size, mediaType } = known(this.document, 'a document');
	assert.deepEqual(await stored(this.systems, bucket, key), { sha256, size, mediaType });
});

Then('the object storage does not hold it', async function (this: CimWorld) {
	const { bucket, key } = this.place;
	assert.equal(await stored(this.systems, bucket, key), undefined);
});

Given('the object storage has lost it', async function (this: CimWorld) {
	const { bucket, key } = this.place;
	await lose(this.systems, bucket, key);
	assert.equal(await stored(this.systems, bucket, key), undefined);
});

Given('somebody has put {int} other bytes in its place', async function (this: CimWorld, count: number) {
	const { bucket, key } = this.place;
	await put(this.systems, bucket, key, randomBytes(count));
});

Then('no upload is left unfinished', LONG, async function (this: CimWorld) {
	// What scenarios beside this one hand in is among it, until their answer.
	const seen = (await unfinishedUploads(this.systems)).filter((upload) => !this.unfinished.includes(upload));
	await waitUntil('every upload to end', async () => {
		const left = await unfinishedUploads(this.systems);
		assert.deepEqual(seen.filter((upload) => left.includes(upload)), []);
	});
});

Then('the stored object is kept or removed as the last fact says', async function (this: CimWorld) {
	const { bucket, key, stream } = this.place;
	const { storedObject } = known((await history(this.systems, stream)).at(-1), 'a fact').data;
	const found = await stored(this.systems, bucket, key);
	assert.equal(found === undefined ? 'removed' : 'kept', storedObject);
	if (found) assert.equal(found.sha256, this.document?.sha256);
});

Then('nothing of its bytes is kept', async function (this: CimWorld) {
	await assertNothingStored(this);
});

/** No object under the tenant's prefix; the event store's half of the sentence is in its own file. */
export async function assertNothingStored(world: CimWorld): Promise<void> {
	assert.deepEqual(await keys(world.systems, `${known(world.tenant, 'a tenant')}/`), []);
}

import { event, events, TemporaryStore } from './temporary-store.ts';

let temporary: TemporaryStore;
beforeEach(() => {
	temporary = new TemporaryStore();
});
afterEach(() => temporary.remove());

const enable = (...names: string[]) => Promise.all(names.map((name) => temporary.store.enableProjection(name, true)));

/** Data of a stream's events: what its links point to. */
function targets(stream: string, from = 0): string[] {
	const { read } = temporary.store;
	const page = read.streamPage(read.stream(stream), 'forwards', from, Number.MAX_SAFE_INTEGER);
	return page.events.map((record) => Buffer.from(record.data).toString());
}

/** Waits until the projections have read the whole log. */
async function caughtUp(): Promise<void> {
	while (temporary.store.projections().some((p) => p.enabled && p.position < temporary.store.lastPosition())) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

it('are off, and noted in the log, at the first start', async () => {
	expect(temporary.store.projections().map(({ name, enabled }) => [name, enabled])).toEqual([
		['$by_category', false], ['$by_correlation_id', false], ['$by_event_type', false],
		['$stream_by_category', false], ['$streams', false],
	]);
	expect(targets('$projections-$all')).toHaveLength(6);
	await temporary.reopen();
	expect(targets('$projections-$all')).toHaveLength(6);
});

it('knows no others', async () => {
	expect(await temporary.store.enableProjection('mine', true)).toBe(false);
	expect(await temporary.store.enableProjection('constructor', true)).toBe(false);
});

it('link an event in the commit that writes it', async () => {
	await enable('$by_category', '$by_event_type', '$stream_by_category');
	await temporary.store.append('order-1-a', 'any', [event('Placed'), event('Paid')]);
	expect(targets('$ce-order')).toEqual(['0@order-1-a', '1@order-1-a']);
	expect(targets('$et-Paid')).toEqual(['1@order-1-a']);
	expect(targets('$category-order')).toEqual(['order-1-a']);
});

it('lead from the link to the event, and name it as their cause', async () => {
	await enable('$by_category');
	const placed = event('Placed');
	await temporary.store.append('order-1', 'any', [placed]);
	const link = temporary.store.read.event('$ce-order', 0);
	if (link === undefined) throw new Error('The link is missing.');
	expect(temporary.store.read.resolve(link).event?.id).toEqual(placed.id);
	const metadata = JSON.parse(Buffer.from(link.metadata).toString()) as Record<string, unknown>;
	expect(metadata).toMatchObject({ $o: 'order-1', $causedBy: expect.stringMatching(/^[\da-f-]{36}$/) as string });
});

it('pass the links of others on instead of linking to links', async () => {
	await enable('$by_category');
	await temporary.store.append('order-1', 'any', [event()]);
	await temporary.store.append('urgent-1', 'any', [{ ...event('$>'), isJson: false, data: Buffer.from('0@order-1') }]);
	expect(targets('$ce-urgent')).toEqual(['0@order-1']);
});

it('sort by correlation id, where there is one', async () => {
	await enable('$by_correlation_id');
	const correlated = (metadata: string) => ({ ...event(), metadata: Buffer.from(metadata) });
	await temporary.store.append('s', 'any', [
		correlated('{"$correlationId":"c-1"}'), correlated('{"$correlationId":7}'), correlated('nonsense'), event(),
		correlated('{"$correlationId":"c-1"}'),
	]);
	expect(targets('$bc-c-1')).toEqual(['0@s', '4@s']);
});

it('list every stream once, and none of the database itself', async () => {
	await enable('$streams', '$by_event_type');
	await temporary.store.append('s', 'any', [event('T'), event('T')]);
	await temporary.store.append('t', 'any', [event('T')]);
	await temporary.store.append('$system', 'any', [event('T')]);
	await temporary.setMetadata('s', { a: 1 });
	await caughtUp();
	expect(targets('$streams')).toEqual(['0@s', '0@t', '0@$$s']);
	expect(targets('$et-T')).toEqual(['0@s', '1@s', '0@t']);
});

it('catch up with what was written before, and go on where they were stopped', async () => {
	for (let count = 0; count < 30; count += 1) await temporary.store.append('order-1', 'any', events(100));
	await enable('$by_category');
	await caughtUp();
	expect(targets('$ce-order').length).toBeGreaterThan(0);
	await temporary.store.enableProjection('$by_category', false);
	await temporary.store.append('order-2', 'any', events(1));
	expect(temporary.store.read.stream('$ce-order').revision).toBe(2_999);
	await temporary.reopen();
	await enable('$by_category');
	await caughtUp();
	expect(temporary.store.read.stream('$ce-order').revision).toBe(3_000);
	expect(targets('$ce-order', 3_000)).toEqual(['0@order-2']);
});

it('link to deletions by category: to the metadata that hides a stream, and to a tombstone', async () => {
	await enable('$by_category', '$by_event_type', '$streams');
	await temporary.store.append('order-1', 'any', [event('Placed')]);
	await temporary.store.append('$$order-1', 'any', [{ ...event('$metadata'), data: Buffer.from('{"$maxCount":5}') }]);
	await temporary.store.delete('order-1', 'any');
	await temporary.store.tombstone('order-1', 'any');
	expect(targets('$ce-order')).toEqual(['0@order-1', '1@$$order-1', '9223372036854775807@order-1']);
	expect(targets('$et-$streamDeleted')).toEqual([]);
});

it('leave out links that lead nowhere', async () => {
	await enable('$by_category');
	await temporary.store.append('urgent-1', 'any', [{ ...event('$>'), isJson: false, data: Buffer.from('0@missing') }, event()]);
	expect(targets('$ce-urgent')).toEqual(['1@urgent-1']);
});

it('let everybody read what they write', async () => {
	await enable('$by_category');
	await temporary.store.append('order-1', 'any', [event(), event()]);
	expect(targets('$$$ce-order')).toEqual(['{"$acl":{"$r":"$all","$mr":"$all"}}']);
});

it('end when somebody else writes into their streams, and do not go on when they are enabled again', async () => {
	await enable('$by_category', '$by_event_type');
	await temporary.store.append('order-1', 'any', [event('T')]);
	await temporary.store.append('$ce-order', 'any', [event('foreign')]);
	await temporary.store.append('order-2', 'any', [event('T')]);
	const fault = () => temporary.store.projections().find(({ name }) => name === '$by_category')?.fault;
	expect(fault()).toBe('The \'$ce-order\' stream managed by projection 3 has been written to from the outside.');
	expect(targets('$ce-order')).toEqual(['0@order-1', '{}']);
	expect(targets('$et-T')).toEqual(['0@order-1', '0@order-2']);
	await enable('$by_category');
	await temporary.store.append('other-1', 'any', [event('T')]);
	expect(fault()).toContain('from the outside');
	await temporary.reopen();
	expect(fault()).toContain('from the outside');
});

it('go on after their stream was deleted', async () => {
	await enable('$by_event_type');
	await temporary.store.append('s', 'any', [event('T')]);
	await temporary.store.delete('$et-T', 'any');
	await temporary.store.append('s', 'any', [event('T')]);
	expect(targets('$et-T')).toEqual(['1@s']);
});

import { randomUUID } from 'node:crypto';

import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';

import { itemsOf } from '../../support/items.ts';
import { client, credential, named, run, unique } from './support/event-store.ts';

const BIG = '12345678901234567890';
const all = { returnAll: true };

const grpc = new StreamsClient(new URL((credential.connectionString as string).replace(/^\w+/, 'http')).host, credentials.createInsecure());
afterAll(() => grpc.close());

/** Writes an event byte by byte, as a client of another language does: the vendor's one would round numbers. */
async function write(stream: string, type: string, data: string, metadata = ''): Promise<void> {
	const identifier = new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
	const options = new streamsPb.AppendReq.Options().setStreamIdentifier(identifier).setAny(new sharedPb.Empty());
	const message = new streamsPb.AppendReq.ProposedMessage()
		.setId(new sharedPb.UUID().setString(randomUUID()))
		.setData(Buffer.from(data))
		.setCustomMetadata(Buffer.from(metadata));
	message.getMetadataMap().set('type', type).set('content-type', 'application/json');
	await new Promise<void>((resolve, reject) => {
		const call = grpc.append((error) => (error ? reject(error) : resolve()));
		call.write(new streamsPb.AppendReq().setOptions(options));
		call.write(new streamsPb.AppendReq().setProposedMessage(message));
		call.end();
	});
}

/** The last event of a stream byte by byte. */
async function lastText(stream: string): Promise<{ data: string; metadata: string }> {
	const identifier = new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
	const options = new streamsPb.ReadReq.Options()
		.setStream(new streamsPb.ReadReq.Options.StreamOptions().setStreamIdentifier(identifier).setEnd(new sharedPb.Empty()))
		.setReadDirection(1)
		.setCount('1')
		.setUuidOption(new streamsPb.ReadReq.Options.UUIDOption().setString(new sharedPb.Empty()))
		.setNoFilter(new sharedPb.Empty());
	for await (const response of grpc.read(new streamsPb.ReadReq().setOptions(options))) {
		const event = (response as streamsPb.ReadResp).getEvent()?.getEvent();
		if (event) return { data: Buffer.from(event.getData_asU8()).toString(), metadata: Buffer.from(event.getCustomMetadata_asU8()).toString() };
	}
	throw new Error(`Stream ${stream} has no event`);
}

const parameters = (stream: string, data: string, more = {}) => ({ stream: named(stream), eventType: 'Counted', data, ...more });

describe('append', () => {
	it('writes every digit of JSON text', async () => {
		const stream = unique();
		const metadata = { custom: `{"traceId": ${BIG}}` };
		await run('append', parameters(stream, `{"id": ${BIG}, "list": [-9007199254740993]}`, { metadata }));
		const text = await lastText(stream);
		expect(text.data).toBe(`{"id":${BIG},"list":[-9007199254740993]}`);
		expect(text.metadata).toContain(`"traceId":${BIG}`);
	});

	it('writes digits that an expression puts into JSON text', async () => {
		const stream = unique();
		await run('appendMany', parameters(stream, '={ "id": {{ $json.id }} }'), { items: itemsOf({ id: BIG }) });
		expect((await lastText(stream)).data).toBe(`{"id":${BIG}}`);
	});

	it.each(['append', 'appendMany'])('refuses an item whose number is rounded already (%s)', async (operation) => {
		const stream = unique();
		const items = itemsOf({ order: { id: Number(BIG) } });
		await expect(run(operation, parameters(stream, '={{ $json }}'), { items })).rejects.toThrow('Data (JSON): order.id is 12345678901234567000');
		await expect(
			run(operation, parameters(stream, '{}', { metadata: { custom: '={{ $json.order }}' } }), { items }),
		).rejects.toThrow('Custom (JSON): id is 12345678901234567000');
		await expect(lastText(stream)).rejects.toThrow('has no event');
	});
});

describe('read', () => {
	it('gives large numbers as text, and says which they are', async () => {
		const stream = unique();
		await write(stream, 'Counted', `{"id":${BIG},"n":1,"name":"${BIG}"}`, `{"trace":[9223372036854775807]}`);
		const [read] = await run('read', { stream: named(stream), ...all });
		expect(read).toMatchObject({
			data: { id: BIG, n: 1, name: BIG },
			metadata: { trace: ['9223372036854775807'] },
			numbersAsText: ['data.id', 'metadata.trace[0]'],
		});
	});

	it('gives the text as it was appended, which append takes', async () => {
		const [stream, copy] = [unique(), unique()];
		const data = `{"id":${BIG},"price":1.10}`;
		await write(stream, 'Counted', data, `{"trace":${BIG}}`);
		const [read] = await run('read', { stream: named(stream), options: { jsonAsText: true }, ...all });
		expect(read).toMatchObject({ data, metadata: `{"trace":${BIG}}` });
		expect(read).not.toHaveProperty('numbersAsText');
		await run('append', parameters(copy, '={{ $json.data }}', { metadata: { custom: '={{ $json.metadata }}' } }), { items: itemsOf(read!) });
		const text = await lastText(copy);
		expect(text.data).toBe(`{"id":${BIG},"price":1.1}`);
		expect(text.metadata).toContain(`"trace":${BIG}`);
	});

	it('leaves everything else as it is', async () => {
		const stream = unique();
		await client.appendToStream(stream, [
			jsonEvent({ type: 'A', data: { n: 9007199254740991, digits: BIG } }),
			binaryEvent({ type: 'B', data: Buffer.from(BIG), metadata: Buffer.from([1]) }),
		]);
		await write(stream, 'C', `{nonsense ${BIG}`);
		const events = await run('read', { stream: named(stream), ...all });
		expect(events.map(({ data }) => data)).toEqual([
			{ n: 9007199254740991, digits: BIG },
			Buffer.from(BIG).toString('base64'),
			`{nonsense ${BIG}`,
		]);
		for (const event of events) expect(event).not.toHaveProperty('numbersAsText');
	});

	it('follows a link to a large number', async () => {
		const [stream, links] = [unique(), unique('links')];
		await write(stream, 'Counted', `{"id":${BIG}}`);
		await client.appendToStream(links, binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) }));
		expect(await run('read', { stream: named(links), ...all })).toMatchObject([{ data: { id: BIG }, numbersAsText: ['data.id'] }]);
	});
});

describe('stream metadata', () => {
	it('of somebody else keeps its digits when more is set', async () => {
		const stream = unique();
		await write(`$$${stream}`, '$metadata', `{"theirs":${BIG},"$maxCount":9007199254740993}`);
		const [set] = await run('setMetadata', { stream: named(stream), metadata: { custom: `{"mine": ${BIG}}` } });
		expect((await lastText(`$$${stream}`)).data).toBe(`{"theirs":${BIG},"$maxCount":9007199254740993,"mine":${BIG}}`);
		expect(set).toEqual({
			stream,
			metadata: { theirs: BIG, $maxCount: '9007199254740993', mine: BIG },
			numbersAsText: ['metadata.theirs', 'metadata.$maxCount', 'metadata.mine'],
			revision: 1,
		});
		expect(await run('getMetadata', { stream: named(stream) })).toEqual([set]);
	});

	it('of a deleted stream does not bring its events back', async () => {
		const stream = unique();
		await client.appendToStream(stream, jsonEvent({ type: 'Counted', data: {} }));
		await client.deleteStream(stream);
		expect(await run('getMetadata', { stream: named(stream) })).toMatchObject([{ metadata: { $tb: '9223372036854775807' } }]);
		await run('setMetadata', { stream: named(stream), metadata: { custom: '{"shelf": 3}' } });
		expect((await lastText(`$$${stream}`)).data).toMatch(/"shelf":3/);
		expect(await run('read', { stream: named(stream), options: { ifMissing: 'nothing' }, ...all })).toEqual([]);
	});

	it('refuses a number that is rounded already', async () => {
		const items = itemsOf({ id: Number(BIG) });
		await expect(run('setMetadata', { stream: named(unique()), metadata: { custom: '={{ $json }}' } }, { items })).rejects.toThrow(
			'Custom (JSON): id is 12345678901234567000',
		);
	});
});

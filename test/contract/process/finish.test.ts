import { randomUUID } from 'node:crypto';

import { Journal } from '../../../nodes/Process/journal/journal.ts';
import { begin, canvas, finish, fresh, json, PROCESS, store } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

describe('Finish', () => {
	it('records what happened once, however often it is finished', async () => {
		const { execution, key } = fresh();
		const subject = `thing-${key}`;
		const [go] = await begin(execution, key);
		const record = finish({ recordEvent: true, eventStream: subject, eventType: 'ThingStored', eventData: '={{ $json }}' });
		await canvas.run(execution, 'Finish', record, go);
		const events = [];
		for await (const { event } of canvas.client.readStream(subject)) events.push(event);
		expect(events).toHaveLength(1);
		expect(events).toMatchObject([{ type: 'ThingStored', data: { name: 'a' }, metadata: { process: PROCESS, $correlationId: `process-${PROCESS}.${key}` } }]);
	});

	it('says of what happened what the user knows beside', async () => {
		const { execution, key } = fresh();
		const subject = `thing-${key}`;
		const [go] = await begin(execution, key);
		const record = (metadata: object) => finish({ recordEvent: true, eventStream: subject, eventType: 'ThingStored', eventData: '={{ $json }}', eventMetadata: JSON.stringify(metadata) });
		await expect(canvas.run(execution, 'Finish', record({ executionId: '1' }), go)).rejects.toThrow('Metadata (JSON): has a field "executionId"');
		await canvas.run(execution, 'Finish', record({ actor: 'somebody' }), go);
		const events = [];
		for await (const { event } of canvas.client.readStream(subject)) events.push(event);
		expect(events).toMatchObject([{ metadata: { actor: 'somebody', process: PROCESS, executionId: execution } }]);
	});

	it('records it once, also when another execution finishes the run after that', async () => {
		const { execution, key } = fresh();
		const other = randomUUID();
		const subject = `thing-${key}`;
		const [go] = await begin(execution, key);
		// The one that began knows the run from memory, the other one from the journal.
		const journal = await Journal.read(store(), `process-${PROCESS}.${key}`, other);
		await journal.append(store(), 'RunTakenOver', { executionId: other, from: execution, lease: 60_000 });
		const record = finish({ recordEvent: true, eventStream: subject, eventType: 'ThingStored', eventData: '={{ $json }}' });
		await expect(canvas.run(execution, 'Finish', record, go)).rejects.toThrow('goes on with the run');
		await canvas.run(other, 'Finish', record, go);
		const events = [];
		for await (const { event } of canvas.client.readStream(subject)) events.push(event?.type);
		expect(events).toEqual(['ThingStored']);
	});

	it('fails with what does not fit its type, so that the run is undone', async () => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const [done, failed] = await canvas.run(execution, 'Finish', finish({ source: 'text', schema: 'type Out struct {\n  cid String\n}', root: 'Out' }), go);
		expect(done).toEqual([]);
		expect(json(failed)).toMatchObject([{ error: { code: 'output-misfit' } }]);
	});
});

import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
let client: EventStoreDBClient;
beforeAll(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
	client = EventStoreDBClient.connectionString(server.connectionString);
	for (const name of ['$by_category', '$by_event_type', '$by_correlation_id']) await client.enableProjection(name);
});
afterAll(async () => {
	await client.dispose();
	await server.remove();
});

it('run once they are enabled, and stop when they are disabled', async () => {
	const states = async () => Object.fromEntries(
		(await client.listProjections()).map(({ name, projectionStatus }) => [name, projectionStatus]));
	expect(await states()).toEqual({
		$by_category: 'Running', $by_correlation_id: 'Running', $by_event_type: 'Running',
		$stream_by_category: 'Stopped', $streams: 'Stopped',
	});
	await client.disableProjection('$by_category');
	expect(await client.getProjectionStatus('$by_category')).toMatchObject({ projectionStatus: 'Stopped' });
	await client.enableProjection('$by_category');
});

it('are all on unless the server is told otherwise', async () => {
	const started = new ServerProcess();
	await started.start();
	const other = EventStoreDBClient.connectionString(started.connectionString);
	expect((await other.listProjections()).map(({ projectionStatus }) => projectionStatus)).toEqual(Array(5).fill('Running'));
	await other.dispose();
	await started.remove();
});

it('sort events by category, type and correlation id', async () => {
	const key = randomUUID().replaceAll('-', '');
	const event = jsonEvent({ type: `Type${key}`, data: {}, metadata: { $correlationId: key } });
	const reading = ['$ce-category', '$et-Type', '$bc-'].map((prefix) => {
		return collect(client.subscribeToStream(`${prefix}${key}`, { resolveLinkTos: true }), 1);
	});
	await client.appendToStream(`category${key}-1`, event);
	for (const [resolved] of await Promise.all(reading)) {
		expect(resolved?.event).toMatchObject({ id: event.id, streamId: `category${key}-1` });
		expect(resolved?.link?.metadata).toMatchObject({ $causedBy: event.id });
	}
});

it('refuse a name that they do not have', async () => {
	await expect(client.enableProjection(randomUUID())).rejects.toMatchObject({ type: 'not-found' });
});

import { jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import type { INodeParameters } from 'n8n-workflow';

import { EventStoreTrigger } from '../../../nodes/EventStore/EventStoreTrigger.node.ts';
import { ListeningTrigger } from '../../support/listening-trigger.ts';
import { type OwnServer, startOwnTlsServer } from './support/node-server.ts';
import { until } from './support/until.ts';

let server: OwnServer;
let count = 0;
const triggers: ListeningTrigger[] = [];
const named = (value: string) => ({ __rl: true, mode: 'name', value });
const DENIED = { message: expect.stringMatching(/access denied/i) as string, description: expect.stringContaining('access list of the stream') as string };

beforeAll(async () => {
	server = await startOwnTlsServer();
	await server.run('user', 'create', { login: 'reader', password: 'sesame', options: { groups: 'readers' } });
});
afterAll(async () => {
	for (const trigger of triggers) await trigger.deactivate();
	await server.remove();
});

/** Who may read a stream beside administrators. */
const letIn = async (stream: string, ...readRoles: string[]) => await server.client.setStreamMetadata(stream, { acl: { readRoles: ['$admins', ...readRoles] } });

/** A stream with an event, which nobody but administrators may read. */
async function secret(): Promise<string> {
	const stream = `secret-${++count}`;
	await letIn(stream);
	await tell(stream);
	return stream;
}

const tell = async (stream: string) => await server.client.appendToStream(stream, jsonEvent({ type: 'Told', data: {} }));

function triggerOf(stream: string, parameters: INodeParameters): ListeningTrigger {
	const trigger = new ListeningTrigger(new EventStoreTrigger(), {
		credentials: { eventStoreApi: { ...server.credential, username: 'reader', password: 'sesame' } },
		execute: () => undefined,
		parameters: { source: 'stream', startFrom: 'start', stream: named(stream), group: named('g'), ...parameters },
	});
	triggers.push(trigger);
	return trigger;
}

const makeGroup = async (stream: string) =>
	await server.client.createPersistentSubscriptionToStream(stream, 'g', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START }));

describe.each(['catchUp', 'persistent'])('a user who may not read the stream, by %s', (mode) => {
	it('is told so when the workflow is activated, and hears of everything once he may', async () => {
		const stream = await secret();
		await makeGroup(stream);
		await expect(triggerOf(stream, { mode }).activate()).rejects.toMatchObject(DENIED);
		await letIn(stream, 'readers');
		const trigger = triggerOf(stream, { mode });
		await trigger.activate();
		await until('the event', () => trigger.items.length === 1);
	});

	it('any more has it in the log, and goes on where he was when he may again', async () => {
		const stream = await secret();
		await makeGroup(stream);
		await letIn(stream, 'readers');
		const trigger = triggerOf(stream, { mode });
		await trigger.activate();
		await until('the first event', () => trigger.items.length === 1);
		await letIn(stream);
		await tell(stream);
		await until('the log', () => trigger.log.some((line) => /^warn: .*does not hear from .*access denied/i.test(line)));
		expect(trigger.failures).toEqual([]);
		await letIn(stream, 'readers');
		await until('the second event', () => trigger.items.length === 2, 40_000);
		expect(trigger.items.map(({ revision }) => revision)).toEqual([0, 1]);
	});
});

it('a user who may not make a group is told who may', async () => {
	await expect(triggerOf(`open-${++count}`, { mode: 'persistent' }).activate()).rejects.toMatchObject({
		message: expect.stringMatching(/^There is no group "g" of stream "open-\d+", and the user may not make one$/) as string,
		description: expect.stringContaining('Catch-Up') as string,
	});
});

it('a user who may not write where the place is kept is told so before anything is executed', async () => {
	const stream = `open-${++count}`;
	await tell(stream);
	const checkpointName = `closed-${count}`;
	await server.client.setStreamMetadata(`n8nCheckpoint-${checkpointName}`, { acl: { writeRoles: ['$admins'] } });
	const trigger = triggerOf(stream, { mode: 'catchUp', options: { checkpointName } });
	await expect(trigger.activate()).rejects.toMatchObject({ message: `The user may not write to the stream n8nCheckpoint-${checkpointName}, where Catch-Up keeps its place` });
	expect(trigger.items).toEqual([]);
});

import { persistentSubscriptionToAllSettingsFromDefaults, persistentSubscriptionToStreamSettingsFromDefaults, streamNameFilter } from '@eventstore/db-client';
import { scenario } from '../../replay/scenario.ts';
import { everybody } from './support/everybody.ts';

export default [
	scenario('persistent subscriptions', async (run) => {
		const { one, clients } = await everybody(run);
		const [stream, group] = [run.name(), run.name('g')];
		const fromStart = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' });
		run.cleanup(() => run.client.deletePersistentSubscriptionToStream(stream, group));
		await run.prepare('prepare', async () => {
			await run.append(stream, run.event());
			await run.client.setStreamMetadata(stream, { acl: { readRoles: [one] } });
			await run.client.createPersistentSubscriptionToStream(stream, group, fromStart);
		});
		for (const [who, client] of Object.entries(clients)) {
			const other = run.name(`of${who}`);
			const settings = persistentSubscriptionToStreamSettingsFromDefaults();
			run.cleanup(() => run.client.deletePersistentSubscriptionToStream(stream, other));
			await run.call(`${who}: create`, () => client.createPersistentSubscriptionToStream(stream, other, settings));
			await run.call(`${who}: info`, () => client.getPersistentSubscriptionToStreamInfo(stream, group), ({ groupName }) => groupName);
			await run.call(`${who}: list`, () => client.listPersistentSubscriptionsToStream(stream), (found) => found.length > 0);
			await run.call(`${who}: replay`, () => client.replayParkedMessagesToStream(stream, group));
			const followed = run.follow(client.subscribeToPersistentSubscriptionToStream(stream, group));
			await followed.confirmed(2_000);
			run.note(`${who}: connect`, { confirmed: followed.confirmations, error: followed.error });
			await followed.stop();
			await run.call(`${who}: delete`, () => client.deletePersistentSubscriptionToStream(stream, other));
		}
	}),

	scenario('persistent subscriptions to $all', async (run) => {
		const { clients } = await everybody(run);
		const group = run.name('g');
		const filter = streamNameFilter({ prefixes: [run.name()] });
		run.cleanup(() => run.client.deletePersistentSubscriptionToAll(group));
		await run.prepare('prepare', () => run.client.createPersistentSubscriptionToAll(
			group, persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'end' }), { filter }));
		for (const [who, client] of Object.entries(clients)) {
			const other = run.name(`of${who}`);
			const settings = persistentSubscriptionToAllSettingsFromDefaults();
			run.cleanup(() => run.client.deletePersistentSubscriptionToAll(other));
			await run.call(`${who}: create`, () => client.createPersistentSubscriptionToAll(other, settings));
			const followed = run.follow(client.subscribeToPersistentSubscriptionToAll(group));
			await followed.confirmed(2_000);
			run.note(`${who}: connect`, { confirmed: followed.confirmations, error: followed.error });
			await followed.stop();
		}
	}),

	scenario('projections', async (run) => {
		const { clients } = await everybody(run);
		for (const [who, client] of Object.entries(clients)) {
			const projection = run.name(`p${who}`);
			run.cleanup(async () => {
				await run.client.disableProjection(projection);
				await run.client.deleteProjection(projection);
			});
			await run.call(`${who}: create`, () => client.createProjection(projection, `fromStream('${run.name()}').when({})`));
			await run.call(`${who}: status`, () => client.getProjectionStatus('$by_category'), ({ name }) => name);
			await run.call(`${who}: enable`, () => client.enableProjection(projection));
		}
	}),
];

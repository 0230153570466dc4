import { streamNameFilter } from '@eventstore/db-client';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { brief } from '../../replay/brief.ts';
import type { Run } from '../../replay/run.ts';
import { aloneScenario, scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';
import { everybody, password } from './support/everybody.ts';
import { kindOf, rights } from './support/rights.ts';

const wellKnown = [
	'$settings', '$users', '$user-admin', '$streams', '$scavenges', '$projections-$all', '$persistentSubscriptionConfig',
	'$$$all', '$$$settings', '$ce-never', '$et-never',
];

/** What holds where `$settings` was never written. */
const usualSettings = {
	$userStreamAcl: { $r: '$all', $w: '$all', $d: '$all', $mr: '$all', $mw: '$all' },
	$systemStreamAcl: { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' },
};

async function refusals(run: Run, who: string, client: EventStoreDBClient, one: string): Promise<void> {
	const stream = run.name();
	const written = ({ success }: { success: boolean }) => success;
	const credentials = { username: who === 'two' ? run.name('two') : 'nobody', password };
	await run.call(`${who}: read`, () => run.readBrief(stream, {}, client));
	await run.call(`${who}: BatchAppend`, () => client.appendToStream(stream, run.event()), written);
	await run.call(`${who}: Append`, () => client.appendToStream(stream, run.event(), { credentials }), written);
	await run.call(`${who}: delete`, () => client.deleteStream(stream, { expectedRevision: 1000n }));
	await run.call(`${who}: tombstone`, () => client.tombstoneStream(stream, { expectedRevision: 1000n }));
	await run.call(`${who}: get metadata`, () => client.getStreamMetadata(stream), ({ metadata }) => Boolean(metadata));
	const metadata = { acl: { readRoles: [one] } };
	await run.call(`${who}: set metadata`, () => client.setStreamMetadata(stream, metadata, { expectedRevision: 1000n }));
	const followed = run.follow(client.subscribeToStream(stream));
	await followed.confirmed(3_000);
	run.note(`${who}: subscribe`, { confirmed: followed.confirmations, error: followed.error });
	await followed.stop();
}

export default [
	scenario('errors of refused calls', async (run) => {
		const { one, clients } = await everybody(run);
		const mine = [one];
		await run.prepare('prepare', async () => {
			await run.append(run.name(), run.events(2));
			await run.client.setStreamMetadata(run.name(), {
				acl: { readRoles: mine, writeRoles: mine, deleteRoles: mine, metaReadRoles: mine, metaWriteRoles: mine },
			});
		});
		for (const who of ['two', 'nobody', 'wrong'] as const) await refusals(run, who, clients[who], one);
	}),

	scenario('system streams', async (run) => {
		const { one, clients } = await everybody(run);
		const [plain, open] = [`$${run.name('plain')}`, `$${run.name('open')}`];
		await run.prepare('prepare', async () => {
			await run.append(plain, run.event());
			await run.append(open, run.event());
			await run.client.setStreamMetadata(open, { acl: { readRoles: [one], writeRoles: [one] } });
		});
		for (const [who, client] of Object.entries(clients)) {
			await run.call(`${who}: without acl`, () => rights(run, client, plain, false));
			await run.call(`${who}: open for one`, () => rights(run, client, open, false));
		}
	}),

	scenario('well-known system streams', async (run) => {
		const { clients } = await everybody(run);
		for (const [who, client] of Object.entries(clients)) {
			for (const stream of wellKnown) {
				await run.call(`${who}: ${stream}`, async () => {
					const kind = await run.read(stream, { maxCount: 1 }, client).then(() => 'stream-not-found', kindOf);
					return kind === 'stream-not-found' ? 'ok or empty' : kind;
				});
			}
		}
	}),

	scenario('$all', async (run) => {
		const { clients } = await everybody(run);
		await run.prepare('prepare', () => run.append(run.name(), run.event()));
		for (const [who, client] of Object.entries(clients)) {
			await run.call(`${who}: read`, () => run.read('$all', { maxCount: 1 }, client), (found) => found.length);
			const filter = streamNameFilter({ prefixes: [run.name()] });
			for (const [what, options] of [['subscribe', {}], ['subscribe with a filter', { filter }]] as const) {
				const followed = run.follow(client.subscribeToAll({ fromPosition: 'end', ...options }));
				await followed.confirmed(3_000);
				run.note(`${who}: ${what}`, { confirmed: followed.confirmations, error: followed.error });
				await followed.stop();
			}
		}
	}),

	aloneScenario('$all opened by its metadata', async (run) => {
		const { one, clients } = await everybody(run);
		const before = await run.client.getStreamMetadata('$all');
		run.cleanup(() => run.client.setStreamMetadata('$all', before.metadata ?? {}));
		const open = { acl: { readRoles: [one, '$admins'] } };
		await run.call('open for one', () => run.client.setStreamMetadata('$all', open), ({ success }) => success);
		const [secret, free] = [run.name(), run.name('free')];
		await run.prepare('prepare', async () => {
			await run.append(secret, run.event('secret'));
			await run.client.setStreamMetadata(secret, { acl: { readRoles: ['$admins'] } });
			await run.append(free, run.event('free'));
		});
		const newest = { direction: 'backwards', fromPosition: 'end', maxCount: 50 } as const;
		for (const who of ['admin', 'one', 'two', 'nobody'] as const) {
			await run.call(`${who}: read`, () => run.read('$all', newest, clients[who]), (found) => {
				return found.filter(({ event }) => [secret, free].includes(event?.streamId ?? '')).map(brief);
			});
		}
	}),

	aloneScenario('$settings change the defaults', async (run) => {
		const { one, clients } = await everybody(run);
		const [stream, system] = [run.name(), `$${run.name()}`];
		run.cleanup(() => run.append('$settings', run.event('update-default-acl', usualSettings)));
		await run.prepare('prepare', async () => {
			await run.append(stream, run.events(2));
			await run.append(system, run.events(2));
		});
		const admins = { $d: ['$admins'], $mr: ['$admins'], $mw: ['$admins'] };
		const settings = {
			$userStreamAcl: { $r: [one, '$admins'], $w: [one, '$admins'], ...admins },
			$systemStreamAcl: { $r: [one, '$admins'], $w: ['$admins'], ...admins },
		};
		await run.call('set', () => run.append('$settings', run.event('update-default-acl', settings)), ({ success }) => success);
		await run.pause(1_500);
		for (const who of ['admin', 'ops', 'one', 'two', 'nobody'] as const) {
			await run.call(`${who}: user stream`, () => rights(run, clients[who], stream, false));
			await run.call(`${who}: system stream`, () => rights(run, clients[who], system, false));
		}
		await run.prepare('own acl', () => run.client.setStreamMetadata(stream, { acl: { readRoles: ['$all'] } }));
		for (const who of ['two', 'nobody'] as const) {
			await run.call(`${who}: a stream with an acl of its own`, () => rights(run, clients[who], stream, false));
		}
	}),

	scenario('links to what may not be read', async (run) => {
		const { one, clients } = await everybody(run);
		const [secret, links] = [run.name('secret'), run.name('links')];
		await run.prepare('prepare', async () => {
			await run.append(secret, run.event('secret'));
			await run.client.setStreamMetadata(secret, { acl: { readRoles: [one] } });
			await run.append(links, [link(`0@${secret}`), run.event('plain')]);
		});
		for (const who of ['admin', 'one', 'two', 'nobody'] as const) {
			await run.call(who, () => run.readBrief(links, { resolveLinkTos: true }, clients[who]));
		}
	}),

	scenario('the acl changes while somebody is subscribed', async (run) => {
		const { one, clients } = await everybody(run);
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.event('before')));
		const followed = {
			one: run.follow(clients.one.subscribeToStream(stream)), two: run.follow(clients.two.subscribeToStream(stream)),
		};
		for (const one of Object.values(followed)) await one.got(1, 4_000);
		await run.prepare('close', () => run.client.setStreamMetadata(stream, { acl: { readRoles: [one] } }));
		await run.prepare('append', () => run.append(stream, run.event('after')));
		await followed.one.got(2, 4_000);
		await run.pause(1_200);
		for (const [who, log] of Object.entries(followed)) run.note(who, log.tell());
	}),
];

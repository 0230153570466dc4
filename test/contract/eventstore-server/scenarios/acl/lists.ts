import type { StreamACL, SYSTEM_STREAM_ACL, USER_STREAM_ACL } from '@eventstore/db-client';
import { scenario } from '../../replay/scenario.ts';
import { everybody } from './support/everybody.ts';
import type { Everybody } from './support/everybody.ts';
import { rights } from './support/rights.ts';

type Acl = StreamACL | typeof USER_STREAM_ACL | typeof SYSTEM_STREAM_ACL;

const everything = (roles: string[]): StreamACL => ({
	readRoles: roles, writeRoles: roles, deleteRoles: roles, metaReadRoles: roles, metaWriteRoles: roles,
});

const lists: Record<string, (them: Everybody) => Acl | undefined> = {
	'none': () => undefined,
	'read for one': ({ one }) => ({ readRoles: [one] }),
	'write for one': ({ one }) => ({ writeRoles: [one] }),
	'delete for one': ({ one }) => ({ deleteRoles: [one] }),
	'metaread for one': ({ one }) => ({ metaReadRoles: [one] }),
	'metawrite for one': ({ one }) => ({ metaWriteRoles: [one] }),
	'everything for one': ({ one }) => everything([one]),
	'everything for $admins': () => everything(['$admins']),
	'read for a group': () => ({ readRoles: ['readers'], writeRoles: ['readers'] }),
	'read for $all': () => everything(['$all']),
	'read for nobody': () => ({ readRoles: [], writeRoles: [] }),
	'read for several': ({ one, two }) => ({ readRoles: [one, two], writeRoles: ['$ops'] }),
	'the user acl by name': () => '$userStreamAcl',
	'the system acl by name': () => '$systemStreamAcl',
};

export default Object.entries(lists).map(([what, list]) => scenario(`acl: ${what}`, async (run) => {
	const them = await everybody(run);
	// The client's type leaves the names out that the client itself defines.
	const acl = list(them) as StreamACL | undefined;
	await run.prepare('prepare', async () => {
		await run.append(run.name(), run.events(2));
		if (acl !== undefined) await run.client.setStreamMetadata(run.name(), { acl });
	});
	for (const [who, client] of Object.entries(them.clients)) await run.call(who, () => rights(run, client, run.name()));
}));

import type { Client } from './client.ts';
import { GROUPS, PEOPLE } from './directory.ts';
import { ensure } from './ensure.ts';

/** Ensures the groups. @returns their keys by name */
export async function ensureGroups(client: Client, log: (line: string) => void): Promise<Map<string, string>> {
	const keys = new Map<string, string>();
	for (const { name, parent, purpose } of GROUPS) {
		const group = await ensure(
			{
				what: `group ${name}`,
				value: { name, attributes: { purpose }, parents: parent ? [keyOf(keys, parent)] : [] },
				find: async () => (await client.core.coreGroupsList({ name, includeUsers: false })).results[0],
				create: (groupRequest) => client.core.coreGroupsCreate({ groupRequest }),
				update: ({ pk }, patchedGroupRequest) =>
					client.core.coreGroupsPartialUpdate({ groupUuid: pk, patchedGroupRequest }),
			},
			log,
		);
		keys.set(name, group.pk);
	}
	return keys;
}

/** Ensures the people, each in its groups. They get no password: an administrator sets one when someone logs in. */
export async function ensureUsers(
	client: Client,
	groups: ReadonlyMap<string, string>,
	log: (line: string) => void,
): Promise<void> {
	for (const person of PEOPLE) {
		const { username, name, role } = person;
		const user = await ensure(
			{
				what: `user ${username}`,
				value: { username, name, email: `${username}@cim.example`, path: 'users/staff', attributes: { role } },
				find: async () => (await client.core.coreUsersList({ username })).results[0],
				create: (userRequest) => client.core.coreUsersCreate({ userRequest }),
				update: ({ pk }, patchedUserRequest) =>
					client.core.coreUsersPartialUpdate({ id: pk, patchedUserRequest }),
			},
			log,
		);
		await ensureMembership(client, user, { in: person.groups.map((group) => keyOf(groups, group)) }, log);
	}
}

/** Adds a user to the groups that it must be in, and takes it out of those that it must not be in. */
export async function ensureMembership(
	client: Client,
	user: { pk: number; username: string; groups?: string[] },
	wanted: { in?: readonly string[]; notIn?: readonly string[] },
	log: (line: string) => void,
): Promise<void> {
	const now = new Set(user.groups);
	const userAccountRequest = { pk: user.pk };
	for (const groupUuid of (wanted.in ?? []).filter((group) => !now.has(group))) {
		log(`adding ${user.username} to a group`);
		await client.core.coreGroupsAddUserCreate({ groupUuid, userAccountRequest });
	}
	for (const groupUuid of (wanted.notIn ?? []).filter((group) => now.has(group))) {
		log(`taking ${user.username} out of a group`);
		await client.core.coreGroupsRemoveUserCreate({ groupUuid, userAccountRequest });
	}
}

function keyOf(groups: ReadonlyMap<string, string>, name: string): string {
	const key = groups.get(name);
	if (key === undefined) throw new Error(`The group ${name} is used before it is listed in directory.ts.`);
	return key;
}

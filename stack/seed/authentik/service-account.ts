import { IntentEnum, UserTypeEnum } from '@goauthentik/api';
import type { Client } from './client.ts';
import { ensure } from './ensure.ts';
import { ensureMembership } from './people.ts';

export interface ServiceAccount {
	username: string;
	name: string;
	/** Key of its app password. */
	password: string;
	/** Keys of groups that it must, and must not, be a member of. */
	in?: readonly string[];
	notIn?: readonly string[];
}

/** Ensures a user for a program, with an app password that does not expire and has the key that is given. */
export async function ensureServiceAccount(
	client: Client,
	account: ServiceAccount,
	log: (line: string) => void,
): Promise<void> {
	const { username, name } = account;
	const user = await ensure(
		{
			what: `service account ${username}`,
			value: { username, name, type: UserTypeEnum.ServiceAccount, path: 'goauthentik.io/service-accounts', isActive: true },
			find: async () => (await client.core.coreUsersList({ username })).results[0],
			create: (userRequest) => client.core.coreUsersCreate({ userRequest }),
			update: ({ pk }, patchedUserRequest) => client.core.coreUsersPartialUpdate({ id: pk, patchedUserRequest }),
		},
		log,
	);
	await ensureMembership(client, user, account, log);
	const identifier = `${username}-app-password`;
	await ensure(
		{
			what: `app password of ${username}`,
			value: { identifier, intent: IntentEnum.AppPassword, user: user.pk, expiring: false },
			find: async () => (await client.core.coreTokensList({ identifier })).results[0],
			create: (tokenRequest) => client.core.coreTokensCreate({ tokenRequest }),
			update: (_found, patchedTokenRequest) =>
				client.core.coreTokensPartialUpdate({ identifier, patchedTokenRequest }),
		},
		log,
	);
	const { key } = await client.core.coreTokensViewKeyRetrieve({ identifier });
	if (key === account.password) return;
	log(`setting the key of the app password of ${username}`);
	await client.core.coreTokensSetKeyCreate({ identifier, tokenSetKeyRequest: { key: account.password } });
}

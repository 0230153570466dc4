import { findToken } from '../core/tokens.ts';
import { newUser } from '../core/users.ts';
import type { Application } from '../models/application.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import { federation } from '../models/relations.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import type { User } from '../models/user.ts';
import { userModel } from '../models/user.ts';
import { secretMatches } from './client-authentication.ts';
import type { OAuth2Services } from './services.ts';

/** What a request under client_credentials may identify itself with. */
export interface Identification {
	username?: string | undefined;
	password?: string | undefined;
	clientSecret?: string | undefined;
	clientAssertion?: string | undefined;
}

/**
 * The user for whom a token is asked under client_credentials or password. In this order: an assertion of a federated
 * provider; username and app password, whereupon the client secret does not matter; the client secret, which stands
 * for a user that the server makes; base64 of `username:app password` in place of the client secret.
 */
export function identifyUser(
	services: OAuth2Services,
	provider: OAuth2Provider,
	application: Application,
	given: Identification,
): User | undefined {
	if (given.clientAssertion) return federatedUser(services, provider, given.clientAssertion);
	if (given.username) return userWithAppPassword(services, given.username, given.password ?? '');
	if (secretMatches(provider, given)) return clientUser(services, provider, application);
	const [username = '', ...rest] = Buffer.from(given.clientSecret ?? '', 'base64').toString('utf8').split(':');
	return userWithAppPassword(services, username, rest.join(':'));
}

function userWithAppPassword({ objects }: OAuth2Services, username: string, password: string): User | undefined {
	const user = objects.find(userModel, 'username', username);
	const token = findToken(objects, password, 'app_password');
	return user && token?.user === user.pk && user.is_active ? user : undefined;
}

/** An access token of another provider, when this one lists that provider as federated. */
function federatedUser(services: OAuth2Services, provider: OAuth2Provider, assertion: string): User | undefined {
	const { objects, accessTokens } = services;
	const issued = accessTokens.find(assertion);
	const issuing = issued && objects.find(oauth2ProviderModel, 'client_id', issued.client);
	if (!issuing || !objects.linked(federation, 'forward', provider.pk).includes(issuing.pk)) return undefined;
	const user = objects.find(userModel, 'uuid', issued.account);
	return user?.is_active ? user : undefined;
}

/** The user that stands for the client itself; made when it first asks. */
function clientUser(services: OAuth2Services, provider: OAuth2Provider, application: Application): User | undefined {
	const { objects, database } = services;
	const username = `ak-${provider.name}-client_credentials`;
	const user =
		objects.find(userModel, 'username', username) ??
		objects.create(
			userModel,
			newUser(database, {
				username,
				name: `Client of the application ${application.name}`,
				type: 'service_account',
				path: `goauthentik.io/apps/${application.slug}`,
			}),
		);
	return user.is_active ? user : undefined;
}

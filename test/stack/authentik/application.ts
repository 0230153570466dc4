import type { Embedded } from './embedded.ts';

export const CLIENT_ID = 'client';
export const CLIENT_SECRET = 'client-secret-of-the-tests';

export interface Page<T> {
	pagination: Record<string, number>;
	results: T[];
}

/** Key of the first object that a list gives. */
export async function firstKey(server: Embedded, path: string): Promise<string> {
	const { body } = await server.api<Page<{ pk: string }>>('GET', path);
	const [first] = body.results;
	if (!first) throw new Error(`${path} lists nothing`);
	return first.pk;
}

/** What a provider must have, with every default scope and Authentik's own key. */
export async function providerBody(server: Embedded, changes: Record<string, unknown> = {}) {
	const { body: mappings } = await server.api<Page<{ pk: string }>>('GET', 'propertymappings/provider/scope/');
	return {
		name: 'Provider',
		client_id: CLIENT_ID,
		client_secret: CLIENT_SECRET,
		authorization_flow: await firstKey(server, 'flows/instances/?designation=authorization'),
		invalidation_flow: await firstKey(server, 'flows/instances/?designation=invalidation'),
		property_mappings: mappings.results.map(({ pk }) => pk),
		signing_key: await firstKey(server, 'crypto/certificatekeypairs/?has_key=true'),
		redirect_uris: [],
		...changes,
	};
}

/** Creates an application with its provider. @returns the keys of both */
export async function createApplication(
	server: Embedded,
	slug: string,
	changes: Record<string, unknown> = {},
): Promise<{ provider: number; application: string }> {
	const body = await providerBody(server, { name: slug, ...changes });
	const provider = await created<{ pk: number }>(server, 'providers/oauth2/', body);
	const application = await created<{ pk: string }>(server, 'core/applications/', {
		name: slug,
		slug,
		provider: provider.pk,
	});
	return { provider: provider.pk, application: application.pk };
}

/** Creates a user with an app password. @returns the key of the user */
export async function createAccount(server: Embedded, username: string, password: string): Promise<number> {
	const { pk } = await created<{ pk: number }>(server, 'core/users/', { username, name: `The ${username}` });
	const identifier = `${username}-password`;
	const token = { identifier, intent: 'app_password', user: pk, expiring: false };
	await created(server, 'core/tokens/', token);
	await server.api('POST', `core/tokens/${identifier}/set_key/`, { key: password });
	return pk;
}

/** Creates an object, or fails with what the server said. */
export async function created<T = Record<string, unknown>>(server: Embedded, path: string, body: unknown): Promise<T> {
	const answer = await server.api<T>('POST', path, body);
	if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
	return answer.body;
}

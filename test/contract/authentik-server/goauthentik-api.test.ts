import {
	Configuration,
	CoreApi,
	CryptoApi,
	EventsApi,
	FlowsApi,
	IntentEnum,
	PoliciesApi,
	PropertymappingsApi,
	ProvidersApi,
	ResponseError,
	RootApi,
} from '@goauthentik/api';
import type { Connections } from '../../../stack/connections.ts';
import { authentik, unique } from './authentik.ts';

let connection: Connections['authentik'];
let configuration: Configuration;
let core: CoreApi;

beforeAll(async () => {
	connection = await authentik();
	configuration = as(connection.token);
	core = new CoreApi(configuration);
});

function as(accessToken: string): Configuration {
	return new Configuration({ basePath: `${connection.url}/api/v3`, accessToken });
}

/** Status and body with which a call was refused. */
async function refusal(call: Promise<unknown>): Promise<{ status: number; body: unknown }> {
	const error: unknown = await call.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof ResponseError)) throw new Error('the call was not refused');
	return { status: error.response.status, body: await error.response.json() };
}

describe('@goauthentik/api', () => {
	test('sees the seeded users, groups and application', async () => {
		const { results: accounts } = await core.coreUsersList({ groupsByName: ['document-publishers'] });
		const names = accounts.map(({ username }) => username);
		expect(names).toContain(connection.publisher.username);
		expect(names).not.toContain(connection.outsider.username);
		const application = await core.coreApplicationsRetrieve({ slug: 'cim' });
		expect(application.providerObj?.assignedApplicationSlug).toBe('cim');
	});

	test('takes a user through its life', async () => {
		const username = unique('user');
		const userRequest = { username, name: 'Test', attributes: { site: 'ams1' } };
		const user = await core.coreUsersCreate({ userRequest });
		expect(user).toMatchObject({ username, isActive: true, isSuperuser: false, type: 'internal', path: 'users' });
		expect(user.dateJoined).toBeInstanceOf(Date);
		const id = user.pk;
		await core.coreUsersSetPasswordCreate({ id, userPasswordSetRequest: { password: unique('password') } });
		const changed = await core.coreUsersPartialUpdate({ id, patchedUserRequest: { email: 'test@cim.example' } });
		expect(changed).toMatchObject({ email: 'test@cim.example', attributes: { site: 'ams1' } });
		expect((await core.coreUsersList({ search: username })).pagination.count).toBe(1);
		await core.coreUsersDestroy({ id });
		const gone = await refusal(core.coreUsersRetrieve({ id }));
		expect(gone).toEqual({ status: 404, body: { detail: 'No User matches the given query.' } });
	});

	test('takes a group and its members through theirs', async () => {
		const { pk } = await core.coreUsersCreate({ userRequest: { username: unique('member'), name: '' } });
		const group = await core.coreGroupsCreate({ groupRequest: { name: unique('group') } });
		const groupUuid = group.pk;
		const userAccountRequest = { pk };
		await core.coreGroupsAddUserCreate({ groupUuid, userAccountRequest });
		await core.coreGroupsAddUserCreate({ groupUuid, userAccountRequest });
		expect((await core.coreGroupsRetrieve({ groupUuid })).usersObj).toMatchObject([{ pk }]);
		expect((await core.coreUsersRetrieve({ id: pk })).groups).toEqual([groupUuid]);
		await core.coreGroupsRemoveUserCreate({ groupUuid, userAccountRequest });
		expect((await core.coreGroupsRetrieve({ groupUuid })).users).toEqual([]);
		await core.coreGroupsDestroy({ groupUuid });
		await core.coreUsersDestroy({ id: pk });
	});

	test('makes a service account whose app password gets a token, until the user is deactivated', async () => {
		const name = unique('robot');
		const account = await core.coreUsersServiceAccountCreate({ userServiceAccountRequest: { name } });
		const who = { client_id: connection.clientId, username: name, password: account.token };
		const form = { grant_type: 'client_credentials', ...who };
		const ask = () => fetch(`${connection.url}/application/o/token/`, { method: 'POST', body: new URLSearchParams(form) });
		expect((await ask()).status).toBe(200);
		await core.coreUsersPartialUpdate({ id: account.userPk, patchedUserRequest: { isActive: false } });
		expect(await (await ask()).json()).toMatchObject({ error: 'invalid_grant' });
		await core.coreUsersDestroy({ id: account.userPk });
	});

	test('makes, shows, changes and uses a token', async () => {
		const identifier = unique('token');
		const token = await core.coreTokensCreate({ tokenRequest: { identifier, intent: IntentEnum.Api, expiring: false } });
		expect(token).toMatchObject({ identifier, intent: 'api', expiring: false });
		const { key } = await core.coreTokensViewKeyRetrieve({ identifier });
		expect((await new CoreApi(as(key)).coreUsersMeRetrieve()).user.pk).toBe(token.user);
		await core.coreTokensSetKeyCreate({ identifier, tokenSetKeyRequest: { key: unique('key') } });
		const refused = await refusal(new CoreApi(as(key)).coreUsersMeRetrieve());
		expect(refused).toEqual({ status: 403, body: { detail: 'Token invalid/expired' } });
		await core.coreTokensDestroy({ identifier });
	});

	test('sets up an application for a group, and takes it down', async () => {
		const slug = unique('app');
		const providers = new ProvidersApi(configuration);
		const policies = new PoliciesApi(configuration);
		const flows = new FlowsApi(configuration);
		const authorization = await flows.flowsInstancesRetrieve({ slug: 'default-provider-authorization-implicit-consent' });
		const invalidation = await flows.flowsInstancesRetrieve({ slug: 'default-provider-invalidation-flow' });
		const scopes = new PropertymappingsApi(configuration);
		const mappings = await scopes.propertymappingsProviderScopeList({ scopeName: 'profile' });
		const pairs = await new CryptoApi(configuration).cryptoCertificatekeypairsList({ hasKey: true });
		const provider = await providers.providersOauth2Create({
			oAuth2ProviderRequest: {
				name: slug,
				authorizationFlow: authorization.pk,
				invalidationFlow: invalidation.pk,
				propertyMappings: mappings.results.map(({ pk }) => pk),
				signingKey: pairs.results[0]?.pk ?? null,
				redirectUris: [{ matchingMode: 'strict', url: 'https://app.example/callback' }],
			},
		});
		const applicationRequest = { name: slug, slug, provider: provider.pk };
		const application = await core.coreApplicationsCreate({ applicationRequest });
		const urls = await providers.providersOauth2SetupUrlsRetrieve({ id: provider.pk });
		expect(urls.issuer).toBe(`${connection.url}/application/o/${slug}/`);

		const { results } = await core.coreGroupsList({ name: 'document-publishers' });
		const group = results[0]?.pk ?? null;
		await policies.policiesBindingsCreate({ policyBindingRequest: { target: application.pk, group, order: 0 } });
		const passing = async (username: string) => {
			const { results: found } = await core.coreUsersList({ username });
			const forUser = found[0]?.pk ?? 0;
			return (await core.coreApplicationsCheckAccessRetrieve({ slug, forUser })).passing;
		};
		expect(await passing(connection.publisher.username)).toBe(true);
		expect(await passing(connection.outsider.username)).toBe(false);
		const ask = (who: { username: string; password: string }) => {
			const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: provider.clientId ?? '', ...who });
			return fetch(`${connection.url}/application/o/token/`, { method: 'POST', body });
		};
		expect((await ask(connection.publisher)).status).toBe(200);
		expect(await (await ask(connection.outsider)).json()).toMatchObject({ error: 'invalid_grant' });

		await core.coreApplicationsDestroy({ slug });
		await providers.providersOauth2Destroy({ id: provider.pk });
	});

	test('reads what happened', async () => {
		const name = unique('told');
		const { pk } = await core.coreGroupsCreate({ groupRequest: { name } });
		await core.coreGroupsDestroy({ groupUuid: pk });
		const events = await new EventsApi(configuration).eventsEventsList({ contextModelPk: pk.replaceAll('-', '') });
		const actions = events.results.map(({ action }) => action);
		expect(actions).toEqual(expect.arrayContaining(['model_created', 'model_deleted']));
	});

	test('is told fields by name, and 403 without a token', async () => {
		const userRequest = { username: connection.publisher.username, name: '' };
		const invalid = await refusal(core.coreUsersCreate({ userRequest }));
		expect(invalid).toEqual({ status: 400, body: { username: ['This field must be unique.'] } });
		const anonymous = new Configuration({ basePath: `${connection.url}/api/v3` });
		const refused = await refusal(new CoreApi(anonymous).coreUsersMeRetrieve());
		expect(refused).toEqual({ status: 403, body: { detail: 'Authentication credentials were not provided.' } });
		expect((await new RootApi(anonymous).rootConfigRetrieve()).capabilities).toBeDefined();
	});
});

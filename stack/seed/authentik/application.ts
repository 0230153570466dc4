import { ClientTypeEnum, GrantTypeEnum, IssuerModeEnum, SubModeEnum } from '@goauthentik/api';
import type { Connections } from '../../connections.ts';
import type { Client } from './client.ts';
import { ensure } from './ensure.ts';

const SLUG = 'cim';
const SCOPES = ['openid', 'email', 'profile'];

/**
 * Ensures the application that callers of the processes get tokens for, and its OAuth2 provider. No group is bound to
 * it: whoever may not publish must still get a token, because the gate in the process is what turns them away.
 */
export async function ensureApplication(
	client: Client,
	{ clientId, clientSecret }: Connections['authentik'],
	log: (line: string) => void,
): Promise<void> {
	const provider = await ensure(
		{
			what: 'OAuth2 provider cim',
			value: {
				name: 'CIM',
				clientType: ClientTypeEnum.Confidential,
				clientId,
				clientSecret,
				grantTypes: [GrantTypeEnum.AuthorizationCode, GrantTypeEnum.RefreshToken, GrantTypeEnum.ClientCredentials],
				authorizationFlow: await flow(client, 'default-provider-authorization-implicit-consent'),
				invalidationFlow: await flow(client, 'default-provider-invalidation-flow'),
				propertyMappings: await scopeMappings(client),
				signingKey: await signingKey(client),
				redirectUris: [],
				issuerMode: IssuerModeEnum.PerProvider,
				subMode: SubModeEnum.HashedUserId,
				accessTokenValidity: 'hours=1',
			},
			find: async () => (await client.providers.providersOauth2List({ clientId })).results[0],
			create: (oAuth2ProviderRequest) => client.providers.providersOauth2Create({ oAuth2ProviderRequest }),
			update: ({ pk }, patchedOAuth2ProviderRequest) =>
				client.providers.providersOauth2PartialUpdate({ id: pk, patchedOAuth2ProviderRequest }),
		},
		log,
	);
	await ensure(
		{
			what: 'application cim',
			value: {
				name: 'Composable Information Machine',
				slug: SLUG,
				provider: provider.pk,
				metaDescription: 'Processes that publish and retrieve documents',
				group: 'Processes',
			},
			find: async () => (await client.core.coreApplicationsList({ slug: SLUG, superuserFullList: true })).results[0],
			create: (applicationRequest) => client.core.coreApplicationsCreate({ applicationRequest }),
			update: (_found, patchedApplicationRequest) =>
				client.core.coreApplicationsPartialUpdate({ slug: SLUG, patchedApplicationRequest }),
		},
		log,
	);
}

async function flow(client: Client, slug: string): Promise<string> {
	const { results } = await client.flows.flowsInstancesList({ slug });
	return needed(results[0], `the flow ${slug}`).pk;
}

async function scopeMappings(client: Client): Promise<string[]> {
	const managed = SCOPES.map((scope) => `goauthentik.io/providers/oauth2/scope-${scope}`);
	const { results } = await client.propertyMappings.propertymappingsProviderScopeList({ managed });
	return managed.map((name) => {
		const mapping = results.find((each) => each.managed === name);
		return needed(mapping, `the scope mapping ${name}`).pk;
	});
}

/** Authentik's own self-signed key pair, or else the first one that has an RSA key. */
async function signingKey(client: Client): Promise<string> {
	const { results } = await client.crypto.cryptoCertificatekeypairsList({ hasKey: true, pageSize: 100 });
	const rsa = results.filter(({ keyType }) => keyType === 'rsa');
	const own = rsa.find(({ name }) => name === 'authentik Self-signed Certificate');
	return needed(own ?? rsa[0], 'a key pair with an RSA key').pk;
}

function needed<T>(found: T | undefined, what: string): T {
	if (found === undefined) {
		throw new Error(`Authentik lacks ${what}; its default blueprints make it. Wait for them, or apply them, and retry.`);
	}
	return found;
}

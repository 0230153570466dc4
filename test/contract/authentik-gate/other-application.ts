import { randomBytes } from 'node:crypto';

import type { AlgEnum } from '@goauthentik/api';
import { ClientTypeEnum, GrantTypeEnum, IssuerModeEnum } from '@goauthentik/api';

import type { Connections } from '../../../stack/connections.ts';
import { connect } from '../../../stack/seed/authentik/client.ts';

/** An application of its own in Authentik, with a client that gets tokens for itself. */
export interface OtherApplication {
	issuer: string;
	slug: string;
	clientId: string;
	clientSecret: string;
	remove(): Promise<void>;
}

/**
 * Makes an application like the one that is seeded, but for the key it signs with.
 *
 * @param alg kind of a key pair of its own; none signs with the client secret
 * @param issuerMode whether it has an issuer of its own, or the one of all
 */
export async function otherApplication(
	{ url, token }: Connections['authentik'],
	alg: AlgEnum | 'none',
	issuerMode: IssuerModeEnum = IssuerModeEnum.PerProvider,
): Promise<OtherApplication> {
	const client = connect(url, token);
	const slug = `gate-${randomBytes(4).toString('hex')}`;
	const flow = async (name: string) => (await client.flows.flowsInstancesList({ slug: name })).results[0]!.pk;
	const scope = 'goauthentik.io/providers/oauth2/scope-profile';
	const { results: mappings } = await client.propertyMappings.propertymappingsProviderScopeList({ managed: [scope] });
	const certificateGenerationRequest = { commonName: slug, validityDays: 1, ...(alg !== 'none' && { alg }) };
	const key = await client.crypto.cryptoCertificatekeypairsGenerateCreate({ certificateGenerationRequest });
	const clientSecret = randomBytes(24).toString('hex');
	const provider = await client.providers.providersOauth2Create({
		oAuth2ProviderRequest: {
			name: slug,
			clientType: ClientTypeEnum.Confidential,
			clientId: slug,
			clientSecret,
			grantTypes: [GrantTypeEnum.ClientCredentials],
			authorizationFlow: await flow('default-provider-authorization-implicit-consent'),
			invalidationFlow: await flow('default-provider-invalidation-flow'),
			propertyMappings: mappings.map(({ pk }) => pk),
			signingKey: alg === 'none' ? null : key.pk,
			redirectUris: [],
			issuerMode,
		},
	});
	await client.core.coreApplicationsCreate({ applicationRequest: { name: slug, slug, provider: provider.pk } });
	return {
		issuer: issuerMode === IssuerModeEnum.Global ? `${url}/` : `${url}/application/o/${slug}/`,
		slug,
		clientId: slug,
		clientSecret,
		async remove() {
			await client.core.coreApplicationsDestroy({ slug });
			await client.providers.providersOauth2Destroy({ id: provider.pk });
			await client.crypto.cryptoCertificatekeypairsDestroy({ kpUuid: key.pk });
		},
	};
}

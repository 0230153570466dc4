import type { Application } from '../models/application.ts';
import { applicationModel } from '../models/application.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import type { Objects } from '../storage/objects.ts';
import { offeredScopes } from './claims.ts';
import type { SigningKey } from './signing-key.ts';
import { signingKey } from './signing-key.ts';
import type { EndpointUrls } from './urls.ts';
import { endpointUrls } from './urls.ts';

/** A provider as callers at one origin see it. */
export interface Realm {
	provider: OAuth2Provider;
	/** Undefined for a provider that no application uses; it issues nothing. */
	application: Application | undefined;
	issuer: string;
	urls: EndpointUrls;
	signingKey: SigningKey;
	/** Scopes that the provider's mappings offer. */
	scopes: readonly string[];
}

export function realmOf(objects: Objects, provider: OAuth2Provider, origin: string): Realm {
	const application = objects.find(applicationModel, 'provider', provider.pk);
	const urls = endpointUrls(origin, application?.slug, provider.issuer_mode);
	return {
		provider,
		application,
		issuer: urls.issuer,
		urls,
		signingKey: signingKey(objects, provider),
		scopes: offeredScopes(objects, provider),
	};
}

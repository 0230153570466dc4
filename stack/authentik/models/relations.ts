import type { Relation } from '../storage/model.ts';

/** Users and the groups that they are direct members of. */
export const membership: Relation = {
	name: 'membership',
	source: 'authentik_core.user',
	target: 'authentik_core.group',
};

/** Groups and their parents; whatever a parent may, its children may. */
export const parents: Relation = {
	name: 'parents',
	source: 'authentik_core.group',
	target: 'authentik_core.group',
};

/** Providers and the scope mappings that they offer. */
export const propertyMappings: Relation = {
	name: 'property_mappings',
	source: 'authentik_providers_oauth2.oauth2provider',
	target: 'authentik_providers_oauth2.scopemapping',
};

/** Providers and the other providers whose tokens they take. */
export const federation: Relation = {
	name: 'jwt_federation_providers',
	source: 'authentik_providers_oauth2.oauth2provider',
	target: 'authentik_providers_oauth2.oauth2provider',
};

/** Applications and the providers that serve them besides the main one. */
export const backchannelProviders: Relation = {
	name: 'backchannel_providers',
	source: 'authentik_core.application',
	target: 'authentik_providers_oauth2.oauth2provider',
};

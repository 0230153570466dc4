import type { OAuth2Provider } from '../../models/oauth2-provider.ts';
import { oauth2ProviderModel } from '../../models/oauth2-provider.ts';
import * as filter from '../filters.ts';
import type { Resource } from '../resource.ts';
import { providerBase } from './base.ts';

/** Providers of every protocol; the embedded server knows OAuth2 alone. */
export const allProviders: Resource<OAuth2Provider> = {
	path: 'providers/all',
	name: 'Provider',
	model: oauth2ProviderModel,
	operations: ['list', 'retrieve', 'destroy'],
	lookup: 'pk',
	fields: providerBase,
	search: ['name'],
	ordering: ['name'],
	filters: {
		application__isnull: filter.truth((wanted) => ({
			sql: `${wanted ? 'NOT ' : ''}EXISTS (
				SELECT 1 FROM object AS application WHERE application.kind = 'authentik_core.application'
				AND json_extract(application.data, '$.provider') = object.pk
			)`,
			values: [],
		})),
	},
	removing: ({ accessTokens }, provider) => accessTokens.removeClient(provider.client_id),
};

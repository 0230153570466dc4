import type { Application } from '../../models/application.ts';
import { applicationModel } from '../../models/application.ts';
import { flowModel } from '../../models/flow.ts';
import type { OAuth2Provider } from '../../models/oauth2-provider.ts';
import { backchannelProviders, propertyMappings } from '../../models/relations.ts';
import { scopeMappingModel } from '../../models/scope-mapping.ts';
import type { Call } from '../call.ts';
import type { Field, Fields } from '../field.ts';
import { computed, string } from '../fields.ts';
import { reference, references } from '../references.ts';

/** The fields that providers of every protocol have. */
export const providerBase = {
	pk: computed({ type: 'integer' }),
	name: string({ required: true, unique: true }),
	authentication_flow: reference(flowModel, { nullable: true, initial: () => null }),
	authorization_flow: reference(flowModel, { required: true }),
	invalidation_flow: reference(flowModel, { required: true }),
	property_mappings: references(scopeMappingModel, propertyMappings, 'forward'),
	component: computed({ type: 'string' }, () => 'ak-provider-oauth2-form'),
	assigned_application_slug: nameOf(assigned, 'slug'),
	assigned_application_name: nameOf(assigned, 'name'),
	assigned_backchannel_application_slug: nameOf(backchannel, 'slug'),
	assigned_backchannel_application_name: nameOf(backchannel, 'name'),
	verbose_name: computed({ type: 'string' }, () => 'OAuth2/OpenID Provider'),
	verbose_name_plural: computed({ type: 'string' }, () => 'OAuth2/OpenID Providers'),
	meta_model_name: computed({ type: 'string' }, () => 'authentik_providers_oauth2.oauth2provider'),
} satisfies Fields;

type Find = (provider: OAuth2Provider, call: Call) => Application | undefined;

function nameOf(find: Find, field: 'slug' | 'name'): Field {
	const read = (provider: OAuth2Provider, call: Call) => find(provider, call)?.[field] ?? null;
	return computed({ type: 'string', nullable: true }, read);
}

function assigned({ pk }: OAuth2Provider, { objects }: Call): Application | undefined {
	return objects.find(applicationModel, 'provider', pk);
}

function backchannel({ pk }: OAuth2Provider, { objects }: Call): Application | undefined {
	return objects.get(applicationModel, objects.linked(backchannelProviders, 'reverse', pk)[0]);
}

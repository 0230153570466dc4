import type { ScopeMapping } from '../../models/scope-mapping.ts';
import { scopeMappingModel } from '../../models/scope-mapping.ts';
import { oneOf } from '../../storage/condition.ts';
import { Invalid } from '../errors.ts';
import { computed, string } from '../fields.ts';
import * as filter from '../filters.ts';
import type { Resource } from '../resource.ts';

/** What a scope of OAuth puts into tokens. The embedded server runs no Python: only the default mappings give claims. */
export const scopeMappings: Resource<ScopeMapping> = {
	path: 'propertymappings/provider/scope',
	name: 'ScopeMapping',
	model: scopeMappingModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'pk',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		managed: computed({ type: 'string', nullable: true }),
		name: string({ required: true, unique: true }),
		expression: string({ required: true }),
		component: computed({ type: 'string' }, () => 'ak-property-mapping-provider-scope-form'),
		verbose_name: computed({ type: 'string' }, () => 'Scope Mapping'),
		verbose_name_plural: computed({ type: 'string' }, () => 'Scope Mappings'),
		meta_model_name: computed({ type: 'string' }, () => 'authentik_providers_oauth2.scopemapping'),
		scope_name: string({ required: true }),
		description: string({ blank: true, initial: () => '' }),
	},
	search: ['name', 'scope_name', 'managed'],
	ordering: ['name'],
	filters: {
		name: filter.exact('name'),
		scope_name: filter.exact('scope_name'),
		managed: (values) => (values.length ? oneOf('managed', values) : undefined),
		managed__isnull: filter.absent('managed'),
	},
	check(_call, values) {
		if (values.scope_name?.includes(' ')) throw new Invalid({ scope_name: ['A scope cannot contain spaces.'] });
	},
	complete: (_call, values) => ({ managed: null, ...values }) as Omit<ScopeMapping, 'pk'>,
};

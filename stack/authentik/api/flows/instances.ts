import type { Flow } from '../../models/flow.ts';
import { DESIGNATIONS, flowModel } from '../../models/flow.ts';
import { computed } from '../fields.ts';
import * as filter from '../filters.ts';
import type { Resource } from '../resource.ts';

/** The default flows, so that providers can refer to them. They do not run, and so cannot be changed. */
export const flows: Resource<Flow> = {
	path: 'flows/instances',
	name: 'Flow',
	model: flowModel,
	operations: ['list', 'retrieve'],
	lookup: 'slug',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		policybindingmodel_ptr_id: computed({ type: 'string', format: 'uuid' }, ({ pk }: Flow) => pk),
		name: computed({ type: 'string' }),
		slug: computed({ type: 'string' }),
		title: computed({ type: 'string' }),
		designation: computed({ type: 'string', enum: DESIGNATIONS }),
		background: computed({ type: 'string' }, () => ''),
		background_url: computed({ type: 'string' }, () => ''),
		background_themed_urls: computed({ type: 'object', nullable: true }, () => null),
		stages: computed({ type: 'array', items: { type: 'string', format: 'uuid' } }, () => []),
		policies: computed({ type: 'array', items: { type: 'string', format: 'uuid' } }, () => []),
		cache_count: computed({ type: 'integer' }, () => 0),
		policy_engine_mode: computed({ type: 'string', enum: ['all', 'any'] }, () => 'any'),
		compatibility_mode: computed({ type: 'boolean' }, () => false),
		export_url: computed({ type: 'string' }, ({ slug }: Flow) => `/api/v3/flows/instances/${slug}/export/`),
		layout: computed({ type: 'string' }, () => 'stacked'),
		denied_action: computed({ type: 'string' }, () => 'message_continue'),
		authentication: computed({ type: 'string' }),
	},
	search: ['name', 'slug', 'designation', 'title'],
	ordering: ['slug'],
	filters: {
		name: filter.exact('name'),
		slug: filter.exact('slug'),
		flow_uuid: filter.uuid('pk'),
		designation: filter.choice('designation', DESIGNATIONS),
	},
};

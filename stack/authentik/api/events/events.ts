import type { Event } from '../../models/event.ts';
import { EVENT_ACTIONS, eventModel } from '../../models/event.ts';
import { oneOf } from '../../storage/condition.ts';
import type { Filter } from '../filters.ts';
import * as filter from '../filters.ts';
import { computed } from '../fields.ts';
import type { Resource } from '../resource.ts';

/** What happened. Events are written by the server alone. */
export const events: Resource<Event> = {
	path: 'events/events',
	name: 'Event',
	model: eventModel,
	operations: ['list', 'retrieve', 'destroy'],
	lookup: 'pk',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		user: computed({ type: 'object', additionalProperties: {} }),
		action: computed({ type: 'string', enum: EVENT_ACTIONS }),
		app: computed({ type: 'string' }),
		context: computed({ type: 'object', additionalProperties: {} }),
		client_ip: computed({ type: 'string', nullable: true }),
		created: computed({ type: 'string', format: 'date-time' }),
		expires: computed({ type: 'string', format: 'date-time' }),
		brand: computed({ type: 'object', additionalProperties: {} }),
	},
	search: ['pk', 'action', 'app', 'user', 'context', 'client_ip'],
	ordering: ['-created'],
	filters: {
		action: filter.contains('action'),
		actions: (values) => (values.length ? oneOf('action', values) : undefined),
		client_ip: filter.exact('client_ip'),
		username: filter.exact('user.username'),
		context_model_app: filter.exact('context.model.app'),
		context_model_name: filter.exact('context.model.model_name'),
		context_model_pk: modelKey(),
	},
	collectionActions: {
		actions: {
			method: 'GET',
			summary: 'Kinds of events',
			run: () => ({ status: 200, body: EVENT_ACTIONS.map(describe) }),
		},
	},
};

/** Keys that are UUIDs stand in events without dashes; a number stands there as one. */
function modelKey(): Filter {
	return (values) => {
		const value = values.at(-1);
		if (!value) return undefined;
		return oneOf('context.model.pk', [value.replaceAll('-', ''), Number(value)].filter((key) => !Number.isNaN(key)));
	};
}

function describe(action: string): Record<string, unknown> {
	const name = action.replaceAll('_', ' ').trim();
	return { name: name[0]?.toUpperCase() + name.slice(1), description: '', component: action, model_name: '' };
}

import type { Application } from '../../models/application.ts';
import { applicationModel } from '../../models/application.ts';
import { oauth2ProviderModel } from '../../models/oauth2-provider.ts';
import { backchannelProviders } from '../../models/relations.ts';
import type { User } from '../../models/user.ts';
import { userModel } from '../../models/user.ts';
import { mayAccess } from '../../policies/engine.ts';
import { compare, every, oneOf } from '../../storage/condition.ts';
import type { Call } from '../call.ts';
import { ApiError, Invalid } from '../errors.ts';
import { boolean, choice, computed, string } from '../fields.ts';
import * as filter from '../filters.ts';
import { providerBase } from '../providers/base.ts';
import { flag, reference, references } from '../references.ts';
import type { Action, Resource } from '../resource.ts';
import { present } from '../resource.ts';

/** Words that the addresses of the OpenID endpoints take. */
const RESERVED_SLUGS = ['authorize', 'token', 'device', 'userinfo', 'introspect', 'revoke'];

const text = () => string({ blank: true, initial: () => '' });

export const applications: Resource<Application> = {
	path: 'core/applications',
	name: 'Application',
	model: applicationModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'slug',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		pbm_uuid: computed({ type: 'string', format: 'uuid' }, ({ pk }: Application) => pk),
		name: string({ required: true }),
		slug: string({ required: true, format: 'slug', unique: true }),
		provider: reference(oauth2ProviderModel, { nullable: true, unique: true, initial: () => null }),
		provider_obj: computed({ type: 'object', nullable: true }, ({ provider }: Application, call) => {
			const found = call.objects.get(oauth2ProviderModel, provider);
			return found ? present({ fields: providerBase }, found, call) : null;
		}),
		backchannel_providers: references(oauth2ProviderModel, backchannelProviders, 'forward'),
		backchannel_providers_obj: computed({ type: 'array', items: { type: 'object' } }, ({ pk }: Application, call) => {
			const keys = call.objects.linked(backchannelProviders, 'forward', pk);
			const found = call.objects.list(oauth2ProviderModel, { where: [oneOf('pk', keys)] });
			return found.map((provider) => present({ fields: providerBase }, provider, call));
		}),
		launch_url: computed({ type: 'string', nullable: true }, (app: Application) => app.meta_launch_url || null),
		open_in_new_tab: boolean({ initial: () => false }),
		meta_launch_url: string({ blank: true, format: 'uri', initial: () => '' }),
		meta_icon: text(),
		meta_icon_url: computed({ type: 'string', nullable: true }, (app: Application) => app.meta_icon || null),
		meta_icon_themed_urls: computed({ type: 'object', nullable: true }, () => null),
		meta_description: text(),
		meta_publisher: text(),
		policy_engine_mode: choice(['all', 'any'], { initial: () => 'any' }),
		group: text(),
		meta_hide: boolean({ initial: () => false }),
	},
	search: ['name', 'slug', 'meta_launch_url', 'meta_description', 'meta_publisher', 'group'],
	ordering: ['name'],
	filters: {
		name: filter.exact('name'),
		slug: filter.exact('slug'),
		group: filter.exact('group'),
		meta_launch_url: filter.exact('meta_launch_url'),
		meta_description: filter.exact('meta_description'),
		meta_publisher: filter.exact('meta_publisher'),
		only_with_launch_url: filter.truth((wanted) => (wanted ? compare('meta_launch_url', '<>', '') : every([]))),
	},
	// Without superuser_full_list the list is what the user may open, for a superuser too.
	scope(call) {
		if (flag('superuser_full_list', false)(call)) return [];
		const user = userToAskFor(call);
		const all = call.objects.list(applicationModel);
		return [oneOf('pk', all.filter((app) => mayAccess(call.objects, app, user)).map(({ pk }) => pk))];
	},
	check(_call, values) {
		if (values.slug !== undefined && RESERVED_SLUGS.includes(values.slug)) {
			throw new Invalid({ slug: [`The slug "${values.slug}" is reserved; choose another one.`] });
		}
	},
	objectActions: { check_access: checkAccess() },
};

/** Whether a user may open the application; 200 also when not. */
function checkAccess(): Action<Application> {
	return {
		method: 'GET',
		access: 'authenticated',
		summary: 'Check access to an application',
		run(call, _body, application) {
			const passing = mayAccess(call.objects, application, userToAskFor(call));
			return { status: 200, body: { passing, messages: [], log_messages: [] } };
		},
	};
}

function userToAskFor(call: Call): User {
	const asked = call.query.get('for_user');
	if (!asked) return call.user;
	const user = /^\d+$/.test(asked) ? call.objects.get(userModel, Number(asked)) : undefined;
	// Authentik answers a plain string here, not a list.
	if (!user) throw new ApiError(400, { for_user: 'User not found' });
	return user;
}

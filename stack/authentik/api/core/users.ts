import { superusers } from '../../core/membership.ts';
import { newUser } from '../../core/users.ts';
import { recordModel } from '../../events/log.ts';
import { eventModel } from '../../models/event.ts';
import { groupModel } from '../../models/group.ts';
import { membership } from '../../models/relations.ts';
import type { User } from '../../models/user.ts';
import { userModel } from '../../models/user.ts';
import { not } from '../../storage/condition.ts';
import { Invalid } from '../errors.ts';
import { boolean, choice, computed, dateTime, dictionary, string } from '../fields.ts';
import * as filter from '../filters.ts';
import { flag, references, related } from '../references.ts';
import type { Resource } from '../resource.ts';
import { AVATAR, isSuperuserField, partialGroup } from './partial.ts';
import { me, paths } from './session-user.ts';
import { serviceAccount } from './service-account.ts';
import { recovery, setPassword } from './set-password.ts';

export const USER_TYPES = ['internal', 'external', 'service_account', 'internal_service_account'] as const;

export const users: Resource<User> = {
	path: 'core/users',
	name: 'User',
	model: userModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'pk',
	fields: {
		pk: computed({ type: 'integer' }),
		username: string({ required: true, maxLength: 150, unique: true }),
		name: string({ required: true, blank: true }),
		is_active: boolean({ initial: () => true }),
		last_login: dateTime({ nullable: true }),
		date_joined: computed({ type: 'string', format: 'date-time' }),
		is_superuser: isSuperuserField,
		groups: references(groupModel, membership, 'forward'),
		groups_obj: related(groupModel, membership, 'forward', partialGroup, flag('include_groups', true)),
		roles: computed({ type: 'array', items: { type: 'string', format: 'uuid' } }, () => []),
		roles_obj: computed({ type: 'array', items: { type: 'object' } }, () => []),
		email: string({ blank: true, maxLength: 254, format: 'email' }),
		avatar: computed({ type: 'string' }, () => AVATAR),
		attributes: dictionary({ initial: () => ({}) }),
		uid: computed({ type: 'string' }),
		path: string({ initial: () => 'users' }),
		type: choice(USER_TYPES, { initial: () => 'internal' }),
		uuid: computed({ type: 'string', format: 'uuid' }),
		password_change_date: computed({ type: 'string', format: 'date-time' }),
		last_updated: computed({ type: 'string', format: 'date-time' }),
	},
	search: ['username', 'name', 'email', 'uuid', 'path', 'type'],
	ordering: ['username'],
	filters: {
		username: filter.exact('username'),
		name: filter.exact('name'),
		email: filter.exact('email'),
		uuid: filter.uuid('uuid'),
		is_active: filter.boolean('is_active'),
		is_superuser: filter.truth((wanted) => (wanted ? superusers() : not(superusers()))),
		path: filter.exact('path'),
		path_startswith: filter.startsWith('path'),
		type: filter.choices('type', USER_TYPES),
		groups_by_name: filter.linkedBy(membership, 'forward', groupModel, 'name'),
		groups_by_pk: filter.linkedBy(membership, 'forward', groupModel, 'pk'),
		attributes: filter.attributes,
		...filter.times('date_joined'),
		...filter.times('last_login'),
		...filter.times('last_updated'),
		last_login__isnull: filter.absent('last_login'),
	},
	check(_call, values, before) {
		if (values.path?.startsWith('/') || values.path?.endsWith('/')) {
			throw new Invalid({ path: ['No leading or trailing slashes allowed.'] });
		}
		const internal = (type: string | undefined) => type === 'internal_service_account';
		if (values.type !== undefined && internal(values.type) !== internal(before?.type)) {
			throw new Invalid({ type: ['A user cannot become an internal service account, nor cease to be one.'] });
		}
	},
	complete: ({ database }, values) => newUser(database, values as Pick<User, 'username' | 'name'>),
	amend: (_call, values) => ({ ...values, last_updated: new Date().toISOString() }),
	saved(call, user, before) {
		// Authentik saves a new user twice, and so tells of an update too.
		if (!before) recordModel(call.objects, 'model_updated', userModel, user, call);
		if (before?.is_active && !user.is_active) call.accessTokens.removeAccount(user.uuid);
	},
	removing({ objects, accessTokens }, user) {
		accessTokens.removeAccount(user.uuid);
		const own = { sql: `json_extract(data, '$.user.pk') = ?`, values: [user.pk] };
		for (const { pk } of objects.list(eventModel, { where: [own] })) objects.remove(eventModel, pk);
	},
	collectionActions: { me, paths, service_account: serviceAccount },
	objectActions: { set_password: setPassword, recovery },
};

import { newToken } from '../../core/tokens.ts';
import { digest } from '../../crypto/keys.ts';
import { modelContext, record } from '../../events/log.ts';
import type { EventAction } from '../../models/event.ts';
import type { Token } from '../../models/token.ts';
import { tokenModel } from '../../models/token.ts';
import { userModel } from '../../models/user.ts';
import { compare, oneOf } from '../../storage/condition.ts';
import type { Call } from '../call.ts';
import { Invalid } from '../errors.ts';
import { boolean, choice, computed, dateTime, parseFields, string } from '../fields.ts';
import * as filter from '../filters.ts';
import { reference } from '../references.ts';
import type { Resource } from '../resource.ts';
import { present } from '../resource.ts';
import { users } from './users.ts';

const INTENTS = ['verification', 'api', 'recovery', 'app_password'] as const;

/** How long a token lives when nothing is said, and the longest that may be asked for. */
const LIFETIME = 30 * 60_000;

export const tokens: Resource<Token> = {
	path: 'core/tokens',
	name: 'Token',
	model: tokenModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'identifier',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		managed: computed({ type: 'string', nullable: true }),
		identifier: string({ required: true, maxLength: 255, format: 'slug', unique: true }),
		intent: choice(INTENTS, { initial: () => 'api' }),
		user: reference(userModel),
		user_obj: computed({ type: 'object' }, ({ user }: Token, call) => {
			const owner = call.objects.get(userModel, user);
			return owner && present(users, owner, call);
		}),
		description: string({ blank: true, initial: () => '' }),
		expires: dateTime({ nullable: true }),
		expiring: boolean({ initial: () => true }),
	},
	search: ['identifier', 'intent', 'description', 'managed'],
	ordering: ['identifier'],
	filters: {
		identifier: filter.exact('identifier'),
		intent: filter.choice('intent', INTENTS),
		description: filter.exact('description'),
		expiring: filter.boolean('expiring'),
		...filter.times('expires'),
		managed: filter.exact('managed'),
		user__username: (values, { objects }) => {
			const owners = objects.list(userModel, { where: [compare('username', '=', values.at(-1))] });
			return oneOf('user', owners.map(({ pk }) => pk));
		},
	},
	check(_call, values) {
		if (values.expires && Date.parse(values.expires) > Date.now() + LIFETIME) {
			throw new Invalid(['The expiry lies beyond the longest lifetime of a token, 30 minutes.']);
		}
	},
	complete(call, values) {
		const { identifier = '', intent = 'api', expiring = true } = values;
		const expires = expiring ? (values.expires ?? new Date(Date.now() + LIFETIME).toISOString()) : null;
		return newToken({ ...values, identifier, intent, user: values.user ?? call.user.pk, expires, expiring });
	},
	objectActions: {
		view_key: {
			method: 'GET',
			summary: 'View the key',
			run(call, _body, token) {
				tell(call, 'secret_view', token);
				return { status: 200, body: { key: token.key } };
			},
		},
		set_key: {
			method: 'POST',
			summary: 'Set the key',
			run(call, body, token) {
				const key = String(parseFields({ key: string({ required: true }) }, body, call).key);
				call.objects.transaction(() => {
					const holder = call.objects.find(tokenModel, 'digest', digest(key));
					if (holder && holder.pk !== token.pk) throw new Invalid({ key: ['This field must be unique.'] });
					call.objects.update(tokenModel, token.pk, { key, digest: digest(key) });
					tell(call, 'secret_rotate', token);
				});
				return { status: 204 };
			},
		},
	},
};

function tell(call: Call, action: EventAction, token: Token): void {
	record(call.objects, {
		action,
		app: 'authentik.core.api.tokens',
		context: { secret: { ...modelContext(tokenModel, token), name: token.identifier } },
		user: call.user,
		source: call.source,
	});
}

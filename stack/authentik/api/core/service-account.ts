import { newToken } from '../../core/tokens.ts';
import { newUser } from '../../core/users.ts';
import { recordModel } from '../../events/log.ts';
import { groupModel } from '../../models/group.ts';
import { membership } from '../../models/relations.ts';
import { tokenModel } from '../../models/token.ts';
import { userModel } from '../../models/user.ts';
import { Invalid } from '../errors.ts';
import { boolean, dateTime, parseFields, string } from '../fields.ts';
import type { Action } from '../resource.ts';

const FIELDS = {
	name: string({ required: true, maxLength: 150 }),
	create_group: boolean(),
	expiring: boolean(),
	expires: dateTime(),
};

interface Values {
	name: string;
	create_group?: boolean;
	expiring?: boolean;
	expires?: string;
}

const DAY = 86_400_000;

/** Creates a user for a program, with an app password of 360 days and, when asked, a group of the same name. */
export const serviceAccount: Action<never> = {
	method: 'POST',
	summary: 'Create a service account',
	run(call, body) {
		const values = parseFields(FIELDS, body, call) as unknown as Values;
		const { name, expires = new Date(Date.now() + 360 * DAY).toISOString() } = values;
		const expiring = values.expiring !== false;
		return call.objects.transaction(() => {
			const { objects } = call;
			const grouped = values.create_group === true;
			if (objects.find(userModel, 'username', name) || (grouped && objects.find(groupModel, 'name', name))) {
				throw new Invalid({ non_field_errors: ['A user or group with this name exists already.'] });
			}
			const user = objects.create(
				userModel,
				newUser(call.database, {
					username: name,
					name,
					type: 'service_account',
					path: 'goauthentik.io/service-accounts',
					attributes: { 'goauthentik.io/user/token-expires': expiring },
				}),
			);
			recordModel(objects, 'model_created', userModel, user, call);
			const group = grouped
				? objects.create(groupModel, { name, is_superuser: false, attributes: {} })
				: undefined;
			if (group) {
				recordModel(objects, 'model_created', groupModel, group, call);
				objects.link(membership, user.pk, group.pk);
			}
			const token = objects.create(
				tokenModel,
				newToken({
					identifier: `service-account-${name.replace(/[^-a-zA-Z0-9_]+/g, '-')}-password`,
					intent: 'app_password',
					user: user.pk,
					expires: expiring ? expires : null,
					expiring,
				}),
			);
			recordModel(objects, 'model_created', tokenModel, token, call);
			const answer = { username: name, token: token.key, user_uid: user.uid, user_pk: user.pk };
			return { status: 200, body: group ? { ...answer, group_pk: group.pk } : answer };
		});
	},
};

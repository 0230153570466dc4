import { hashPassword } from '../../crypto/passwords.ts';
import { modelContext, record } from '../../events/log.ts';
import type { User } from '../../models/user.ts';
import { userModel } from '../../models/user.ts';
import { Invalid } from '../errors.ts';
import { parseFields, string } from '../fields.ts';
import type { Action } from '../resource.ts';

/** Replaces the password. Tokens and app passwords of the user stay as they are. */
export const setPassword: Action<User> = {
	method: 'POST',
	summary: 'Set a password',
	async run(call, body, user) {
		const { password } = parseFields({ password: string({ required: true }) }, body, call);
		const hash = await hashPassword(String(password));
		call.objects.transaction(() => {
			const now = new Date().toISOString();
			call.objects.update(userModel, user.pk, { password: hash, password_change_date: now, last_updated: now });
			record(call.objects, {
				action: 'password_set',
				app: 'authentik.events.signals',
				context: { model: modelContext(userModel, user) },
				user: call.user,
				source: call.source,
			});
		});
		return { status: 204 };
	},
};

/** A link to recover an account; it needs a recovery flow, and the embedded server has no flows that run. */
export const recovery: Action<User> = {
	method: 'POST',
	summary: 'Create a recovery link',
	run() {
		throw new Invalid({ non_field_errors: 'No recovery flow set.' });
	},
};

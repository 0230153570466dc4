import { scopeMappingModel } from '../models/scope-mapping.ts';
import type { Objects } from '../storage/objects.ts';

/** Scope, the end of the managed name, what a user reads about it, and what a real Authentik would run. */
const DEFAULTS: readonly [string, string, string, string][] = [
	['openid', 'openid', '', 'return {}'],
	['email', 'email', 'Email address', 'return {"email": request.user.email, "email_verified": False}'],
	[
		'profile',
		'profile',
		'General profile information',
		'user = request.user\n' +
			'return {"name": user.name, "given_name": user.name, "preferred_username": user.username,\n' +
			'        "nickname": user.username, "groups": [group.name for group in user.groups.all()]}',
	],
	['offline_access', 'offline_access', 'Access without you being present', 'return {}'],
	['goauthentik.io/api', 'authentik_api', 'Access to the management API', 'return {}'],
];

export function ensureScopeMappings(objects: Objects): void {
	for (const [scope, end, description, expression] of DEFAULTS) {
		const managed = `goauthentik.io/providers/oauth2/scope-${end}`;
		if (objects.find(scopeMappingModel, 'managed', managed)) continue;
		const name = `authentik default OAuth Mapping: ${scope === end ? `OpenID '${scope}'` : scope}`;
		objects.create(scopeMappingModel, { name, managed, scope_name: scope, description, expression });
	}
}

import type { Flow } from '../models/flow.ts';
import { flowModel } from '../models/flow.ts';
import type { Objects } from '../storage/objects.ts';

type Designation = Flow['designation'];
type Authentication = Flow['authentication'];

/** Slug, name, title, designation and who may enter, of the flows that a fresh Authentik has and providers refer to. */
const DEFAULTS: readonly [string, string, string, Designation, Authentication][] = [
	['default-authentication-flow', 'Log in', 'Log in', 'authentication', 'none'],
	['default-invalidation-flow', 'Log out', 'Log out', 'invalidation', 'require_authenticated'],
	[
		'default-provider-authorization-implicit-consent',
		'Authorize an application without asking',
		'Continue to the application',
		'authorization',
		'require_authenticated',
	],
	[
		'default-provider-authorization-explicit-consent',
		'Authorize an application after consent',
		'Continue to the application',
		'authorization',
		'require_authenticated',
	],
	['default-provider-invalidation-flow', 'Log out of an application', 'Log out', 'invalidation', 'none'],
	['default-user-settings-flow', 'Settings of a user', 'Settings', 'stage_configuration', 'require_authenticated'],
];

export function ensureFlows(objects: Objects): void {
	for (const [slug, name, title, designation, authentication] of DEFAULTS) {
		if (objects.find(flowModel, 'slug', slug)) continue;
		objects.create(flowModel, { slug, name, title, designation, authentication });
	}
}

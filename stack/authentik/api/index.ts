import { system } from './admin/system.ts';
import { version } from './admin/version.ts';
import { applications } from './core/applications.ts';
import { groups } from './core/groups.ts';
import { tokens } from './core/tokens.ts';
import { users } from './core/users.ts';
import { certificateKeyPairs } from './crypto/certificatekeypairs.ts';
import { events } from './events/events.ts';
import { flows } from './flows/instances.ts';
import { schemaView } from './openapi.ts';
import { policyBindings } from './policies/bindings.ts';
import { scopeMappings } from './propertymappings/scope.ts';
import { allProviders } from './providers/all.ts';
import { oauth2Providers } from './providers/oauth2.ts';
import type { AnyResource, View } from './resource.ts';
import { config } from './root/config.ts';
import { Router } from './router.ts';

/** Everything below `/api/v3/`; a new resource needs its file and a line here. */
const RESOURCES: readonly AnyResource[] = [
	applications,
	groups,
	tokens,
	users,
	certificateKeyPairs,
	events,
	flows,
	policyBindings,
	scopeMappings,
	allProviders,
	oauth2Providers,
];

const VIEWS: readonly View[] = [system, version, config];

export function apiRouter(): Router {
	return new Router(RESOURCES, [...VIEWS, schemaView(RESOURCES, VIEWS)]);
}

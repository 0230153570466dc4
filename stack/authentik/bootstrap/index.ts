import type { Database } from '../storage/database.ts';
import type { Objects } from '../storage/objects.ts';
import type { Credentials } from './akadmin.ts';
import { ensureAkadmin } from './akadmin.ts';
import { ensureCertificate } from './certificate.ts';
import { ensureFlows } from './flows.ts';
import { ensureScopeMappings } from './scope-mappings.ts';

/** Gives the server what a fresh Authentik has. Nothing that is there already is touched, so it runs at every start. */
export async function bootstrap(database: Database, objects: Objects, given: Credentials): Promise<void> {
	objects.transaction(() => {
		ensureFlows(objects);
		ensureScopeMappings(objects);
	});
	await ensureCertificate(objects);
	await ensureAkadmin(database, objects, given);
}

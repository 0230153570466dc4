import type { Connections } from '../connections.ts';
import { ensureApplication } from './authentik/application.ts';
import { connect } from './authentik/client.ts';
import { DOCUMENT_PUBLISHERS, VOLUME_OPERATORS } from './authentik/directory.ts';
import { ensureGroups, ensureUsers } from './authentik/people.ts';
import { ensureServiceAccount } from './authentik/service-account.ts';

/**
 * Gives Authentik people, groups, the application that callers get tokens for, and three service accounts: one that may
 * publish documents and order volumes, a second one for volumes, and one that may do neither. What is there already is corrected where it differs, never made twice.
 * Only the management API is used, so a real Authentik is seeded as well as the embedded one.
 */
export async function seed({ authentik }: Connections, log: (line: string) => void): Promise<void> {
	const client = connect(authentik.url, authentik.token);
	const groups = await ensureGroups(client, log);
	await ensureUsers(client, groups, log);
	await ensureApplication(client, authentik, log);
	const publishers = groups.get(DOCUMENT_PUBLISHERS) ?? '';
	const operators = groups.get(VOLUME_OPERATORS) ?? '';
	await ensureServiceAccount(client, { ...authentik.publisher, name: 'Publisher of documents', in: [publishers, operators] }, log);
	await ensureServiceAccount(client, { ...authentik.operator, name: 'Operator of volumes', in: [operators], notIn: [publishers] }, log);
	await ensureServiceAccount(client, { ...authentik.outsider, name: 'Outsider', notIn: [publishers, operators] }, log);
}

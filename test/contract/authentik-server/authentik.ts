import { randomUUID } from 'node:crypto';
import { type Connections, connections } from '../../../stack/connections.ts';

/** The running Authentik, seeded: the stack's embedded one, or whatever CIM_AUTHENTIK_URL points to. */
export async function authentik(): Promise<Connections['authentik']> {
	return (await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host')).authentik;
}

/** A name that no other run uses. */
export function unique(word: string): string {
	return `${word}-${randomUUID().slice(0, 8)}`;
}

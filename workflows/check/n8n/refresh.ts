import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import { connections } from '../../../stack/connections.ts';
import { n8nVersion, ownerSession } from '../../../stack/n8n/session.ts';
import { TABLE, tableOf, writeTable } from './table.ts';

/**
 * Writes the table of n8n's nodes anew, from what the n8n of a running stack tells its editor.
 *
 * @returns a line that says what was written
 */
export async function refreshTable(root: string, project: string): Promise<string> {
	const session = await ownerSession((await connections(project, 'host')).n8n);
	const table = tableOf(await n8nVersion(session), await session.file<INodeTypeDescription[]>('/types/nodes.json'));
	writeFileSync(join(root, TABLE), writeTable(table));
	return `${TABLE}: ${Object.keys(table.nodes).length} nodes of n8n ${table.n8n}`;
}

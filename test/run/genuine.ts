import { connections } from '../../stack/connections.ts';
import { askIdentity } from '../../stack/identity.ts';
import { endpoints } from '../../stack/services.ts';

/** Systems that must be the vendors' own programs, whatever the table of systems says. */
const mustBeGenuine = ['n8n', 'cephDashboard', 'rgw', 'ipfsRpc', 'netBox'] as const;

/**
 * Asks the running systems who they are.
 * @returns what each says, and the names of those that are not the real thing or do not answer
 */
export async function checkGenuine(project: string): Promise<{ lines: string[]; failed: string[] }> {
	const reached = await connections(project, 'host');
	const lines: string[] = [];
	const failed: string[] = [];
	for (const id of mustBeGenuine) {
		const name = endpoints.find((endpoint) => endpoint.id === id)?.displayName ?? id;
		try {
			const { version, evidence } = await askIdentity[id](reached);
			if (evidence) lines.push(`✔ ${name}: ${evidence}`);
			else lines.push(`✖ ${name} says it is ${version}, but not as the real one says it`);
			if (!evidence) failed.push(name);
		} catch (error) {
			lines.push(`✖ ${name}: ${(error as Error).message}`);
			failed.push(name);
		}
	}
	return { lines, failed };
}

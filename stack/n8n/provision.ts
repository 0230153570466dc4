import { contentHash } from '../build/contentHash.ts';
import { connections } from '../connections.ts';
import type { Log } from '../engine/apt.ts';
import type { Engine } from '../engine/find.ts';
import { currentEnvironment, KEEP_SUCCESSES } from '../environment.ts';
import { keepApiKey } from '../secrets.ts';
import { isDone, keepDone } from '../state.ts';
import { isApiKeyValid, makeApiKey } from './apiKey.ts';
import { importCredentials, stackCredentials } from './credentials.ts';
import { type ListedCredential, putForward, toPutForward } from './defaultCredentials.ts';
import { ownerSession, type Session } from './session.ts';
import { isStored, keepingSuccesses, publishWorkflows, readWorkflows, saveWorkflow } from './workflows.ts';

export interface Provisioning {
	project: string;
	engine: Engine;
	/** Container that n8n runs in. */
	container: string;
	log: Log;
}

/** What became of the workflows. */
export interface Provisioned {
	published: string[];
	/** n8n's reason by the workflow's id. */
	unpublished: Map<string, string>;
}

/**
 * Makes n8n ready for use: owner account, API key, credentials of the stack's systems, and every workflow of
 * `workflows/` published. What is unchanged since the last time is left alone, also when a user changed it in n8n.
 */
export async function provisionN8n(provisioning: Provisioning): Promise<Provisioned> {
	const { project, log } = provisioning;
	const { n8n } = await connections(project, 'host');
	const session = await ownerSession(n8n);
	if (!(await isApiKeyValid(n8n.url, n8n.apiKey))) {
		log('making an API key');
		await keepApiKey(project, await makeApiKey(session));
	}
	await provideCredentials(provisioning, session);
	return provideWorkflows(provisioning, session);
}

/** The note of what was done is only believed as long as n8n has it: its data may have been made anew. */
async function provideCredentials({ project, engine, container, log }: Provisioning, session: Session): Promise<void> {
	const credentials = stackCredentials(await connections(project, 'stack'));
	const hash = contentHash({ credentials: JSON.stringify(credentials) });
	const listed = () => session.get<ListedCredential[]>('/credentials');
	const stored = new Set((await listed()).map(({ id }) => id));
	const isComplete = credentials.every(({ id }) => stored.has(id));
	if (!isComplete || !(await isDone(project, 'n8n credentials', hash))) {
		log(`importing ${credentials.length} credentials`);
		await importCredentials(engine, container, credentials);
		await keepDone(project, 'n8n credentials', hash);
	}
	for (const id of toPutForward(credentials, await listed())) {
		log(`making ${id} the credential that a new node gets`);
		await putForward(session, id);
	}
}

async function provideWorkflows({ project, log }: Provisioning, session: Session): Promise<Provisioned> {
	const keeps = (await currentEnvironment(project))[KEEP_SUCCESSES] === '1';
	const workflows = (await readWorkflows()).map((workflow) => ({
		workflow: keeps ? keepingSuccesses(workflow) : workflow,
		step: `workflow ${workflow.id}`,
		hash: contentHash({ source: workflow.source, ...(keeps && { successes: 'kept' }) }),
	}));
	const stored = [];
	for (const entry of workflows) {
		const { workflow, step, hash } = entry;
		if ((await isDone(project, step, hash)) && (await isStored(session, workflow.id))) continue;
		log(`importing the workflow ${workflow.name}`);
		stored.push({ entry, saved: await saveWorkflow(session, workflow) });
	}
	const unpublished = await publishWorkflows(session, stored.map(({ saved }) => saved));
	for (const { entry } of stored) {
		if (!unpublished.has(entry.workflow.id)) await keepDone(project, entry.step, entry.hash);
	}
	const published = workflows.map(({ workflow }) => workflow.id).filter((id) => !unpublished.has(id));
	return { published, unpublished };
}

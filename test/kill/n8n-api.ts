import { waitUntil } from '../../acceptance/support/wait-until.ts';
import type { Connections } from '../../stack/connections.ts';

/** The process that goes on with interrupted runs. */
const RECOVERY = 'recover-processes';

/** n8n by its public API. */
export class N8nApi {
	readonly #connection: Connections['n8n'];

	constructor(connection: Connections['n8n']) {
		this.#connection = connection;
	}

	async #ask(method: string, path: string, body?: object): Promise<{ id: string }> {
		const { url, apiKey } = this.#connection;
		const response = await fetch(`${url}/api/v1/workflows${path}`, {
			method,
			headers: { 'x-n8n-api-key': apiKey, 'content-type': 'application/json' },
			...(body && { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`n8n answered ${method} ${path} with status ${response.status}: ${await response.text()}`);
		return (await response.json()) as { id: string };
	}

	/** @returns the id of the workflow, which is published */
	async publish(workflow: object): Promise<string> {
		const { id } = await this.#ask('POST', '', workflow);
		await this.#ask('POST', `/${id}/activate`);
		return id;
	}

	async remove(id: string): Promise<void> {
		await this.#ask('POST', `/${id}/deactivate`);
		// n8n answers before it is done with that.
		await waitUntil('n8n to remove a workflow', () => this.#ask('DELETE', `/${id}`));
	}

	/** Nobody goes on with runs that are silent, until {@link resumeRecovery}. */
	async pauseRecovery(): Promise<void> {
		await this.#ask('POST', `/${RECOVERY}/deactivate`);
	}

	async resumeRecovery(): Promise<void> {
		await this.#ask('POST', `/${RECOVERY}/activate`);
	}
}

import { randomBytes } from 'node:crypto';

import type { Connections } from '../../stack/connections.ts';
import { drawn, process } from '../contract/process/support/workflows.ts';

/** Where a run that has finished is undone by its process and key. */
export const takeBackPath = `take-back-${randomBytes(4).toString('hex')}`;

/**
 * Publishes a workflow that undoes runs which have finished: no process of the library asks for that, and their undo steps are to be
 * killed in the midst too.
 *
 * @returns removes it
 */
export async function publishTakeBack({ url, apiKey }: Connections['n8n']): Promise<() => Promise<void>> {
	const ask = async (method: string, path: string, body?: object) => {
		const response = await fetch(`${url}/api/v1${path}`, {
			method,
			headers: { 'x-n8n-api-key': apiKey, 'content-type': 'application/json' },
			...(body && { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`n8n answered ${method} ${path} with status ${response.status}: ${await response.text()}`);
		return (await response.json()) as { id: string };
	};
	const { id } = await ask(
		'POST',
		'/workflows',
		drawn('Kill test: take back', {
			Asked: { type: 'n8n-nodes-base.webhook', version: 2, parameters: { httpMethod: 'POST', path: takeBackPath, responseMode: 'lastNode' }, to: [['Undo']] },
			Undo: process('process', 'undo', { which: 'key', process: '={{ $json.body.process }}', key: '={{ $json.body.key }}' }),
		}),
	);
	await ask('POST', `/workflows/${id}/activate`);
	return async () => {
		await ask('DELETE', `/workflows/${id}`);
	};
}

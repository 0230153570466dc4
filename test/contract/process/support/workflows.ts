/** Workflows of these tests, as a person would draw them. */
const ofStack = { eventStoreApi: { id: 'cim-event-store', name: 'Event Store' } };

interface Drawn {
	type: string;
	parameters?: object;
	version?: number;
	/** Names of the nodes behind each output. */
	to?: readonly (readonly string[])[];
}

/**
 * A workflow out of its nodes by their names.
 *
 * @param credentials of our nodes; those that the stack has unless given
 */
export function drawn(name: string, nodes: Record<string, Drawn>, credentials: object = ofStack): object {
	return {
		name,
		nodes: Object.entries(nodes).map(([title, { type, parameters = {}, version = 1 }], index) => ({
			id: `66666666-0000-4000-8000-${String(index).padStart(12, '0')}`,
			name: title,
			type,
			typeVersion: version,
			position: [index * 220, 0],
			parameters,
			...(type.startsWith('n8n-nodes-cim.') && { credentials }),
			...(type === 'n8n-nodes-base.webhook' && { webhookId: String(parameters && 'path' in parameters ? parameters.path : title) }),
		})),
		connections: Object.fromEntries(
			Object.entries(nodes)
				.filter(([, { to }]) => to !== undefined)
				.map(([title, { to = [] }]) => [title, { main: to.map((targets) => targets.map((node) => ({ node, type: 'main', index: 0 }))) }]),
		),
		settings: { executionOrder: 'v1' },
	};
}

/** How a step begins: it may be called, with inputs by name. */
export const entrance = (to: string, ...inputs: string[]): Drawn => ({
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	version: 1.1,
	parameters: { workflowInputs: { values: inputs.map((name) => ({ name, type: 'any' })) } },
	to: [[to]],
});

/** Notes in a stream that something was done. */
export const note = (notes: string, what: string, to?: string): Drawn => ({
	type: 'n8n-nodes-cim.eventStore',
	parameters: { resource: 'stream', operation: 'append', stream: { __rl: true, mode: 'name', value: notes }, eventType: what, data: '={{ $json }}' },
	...(to !== undefined && { to: [[to]] }),
});

export const process = (resource: string, operation: string, parameters: object, to?: readonly (readonly string[])[]): Drawn => ({
	type: 'n8n-nodes-cim.process',
	parameters: { resource, operation, ...parameters },
	...(to && { to }),
});

export const chosenWorkflow = (id: string, name: string) => ({ __rl: true, mode: 'list', value: id, cachedResultName: name });

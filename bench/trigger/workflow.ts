/** A workflow that a trigger starts and that does nothing. */
export function emptyWorkflow(name: string, type: string, parameters: object, credentials: object): object {
	const node = (called: string, column: number, more: object) => ({
		id: `44444444-0000-4000-8000-00000000000${column}`,
		name: called,
		typeVersion: 1,
		position: [column * 220, 0],
		...more,
	});
	return {
		name,
		nodes: [node('Trigger', 1, { type, parameters, credentials }), node('Nothing', 2, { type: 'n8n-nodes-base.noOp', parameters: {} })],
		connections: { Trigger: { main: [[{ node: 'Nothing', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

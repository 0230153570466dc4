/** A workflow that notes each execution as an event of a stream, and fails for numbers that are told. */
export function countingWorkflow(credential: { id: string; name: string }, trigger: object, stream: string, failing: readonly number[] = []): object {
	const credentials = { eventStoreApi: credential };
	const node = (name: string, type: string, column: number, parameters: object, more: object = {}) => ({
		id: `33333333-0000-4000-8000-00000000000${column}`,
		name,
		type,
		typeVersion: 1,
		position: [column * 220, 0],
		parameters,
		...more,
	});
	const toNext = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: 'Counting',
		nodes: [
			node('On events', 'n8n-nodes-cim.eventStoreTrigger', 1, trigger, { credentials }),
			node(
				'Note',
				'n8n-nodes-cim.eventStore',
				2,
				{
					resource: 'stream',
					operation: 'append',
					stream: { __rl: true, mode: 'name', value: stream },
					eventType: 'Executed',
					data: '={{ { number: $json.data.number } }}',
				},
				{ credentials },
			),
			node('Fail', 'n8n-nodes-base.stopAndError', 4, { errorMessage: 'This one fails' }),
			{
				...node('Fails', 'n8n-nodes-base.filter', 3, {
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
						conditions: [
							{
								id: 'a',
								leftValue: `={{ ${JSON.stringify(failing)}.includes($('On events').item.json.data.number) }}`,
								rightValue: '',
								operator: { type: 'boolean', operation: 'true', singleValue: true },
							},
						],
						combinator: 'and',
					},
				}),
				typeVersion: 2.2,
			},
		],
		connections: { 'On events': toNext('Note'), Note: toNext('Fails'), Fails: toNext('Fail') },
		settings: { executionOrder: 'v1' },
	};
}

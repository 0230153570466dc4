import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidField } from '../shared/errors.ts';
import { collection } from '../shared/field.ts';

/** What is known about an event beside what happened. */
export const metadataField = collection(
	'Add metadata',
	{
		actor: {
			displayName: 'Actor',
			type: 'string',
			default: '',
			description: "Who caused the event: the subject of the caller's token",
		},
		causationId: {
			displayName: 'Causation ID',
			type: 'string',
			default: '',
			description: 'ID of the event that caused this one, kept as $causationId',
		},
		correlationId: {
			displayName: 'Correlation ID',
			type: 'string',
			default: '',
			description: 'What all events of one undertaking share, kept as $correlationId',
		},
		custom: {
			displayName: 'Custom (JSON)',
			type: 'json',
			default: '{}',
			description: 'More metadata as an object; what it says of process and execution goes before the defaults. Numbers in it are treated as in Data.',
			exact: true,
		},
		executionId: {
			displayName: 'Execution ID',
			type: 'string',
			default: '',
			description: 'ID of the execution that caused the event; this one unless given',
		},
		process: {
			displayName: 'Process',
			type: 'string',
			default: '',
			description: 'Name of the process that the event belongs to; the name of the workflow unless given',
		},
		type: {
			displayName: 'Type',
			type: 'string',
			default: '',
			placeholder: 'bafyreib…',
			description: 'CID of the schema that the data satisfies',
		},
	},
	'Metadata',
);

interface GivenMetadata {
	actor?: string;
	causationId?: string;
	correlationId?: string;
	custom?: unknown;
	executionId?: string;
	process?: string;
	type?: string;
}

/**
 * The metadata of an event; `$correlationId` and `$causationId` are the names that the database's own projections know.
 * Workflow and execution go where the user gives nothing else for them.
 *
 * @throws InvalidField when the custom metadata is no object, or contradicts a field
 */
export function eventMetadata(
	given: GivenMetadata,
	execution: Pick<IExecuteFunctions, 'getExecutionId' | 'getWorkflow'>,
): Record<string, unknown> {
	const { custom = {} } = given;
	if (typeof custom !== 'object' || custom === null || Array.isArray(custom)) {
		throw new InvalidField('Custom (JSON)', 'is no object', '{ "key": "value" }');
	}
	const fields: [field: string, name: string, value: string | undefined][] = [
		['Correlation ID', '$correlationId', given.correlationId],
		['Causation ID', '$causationId', given.causationId],
		['Process', 'process', given.process],
		['Execution ID', 'executionId', given.executionId],
		['Actor', 'actor', given.actor],
		['Type', 'type', given.type],
	];
	const metadata: Record<string, unknown> = { process: execution.getWorkflow().name, executionId: execution.getExecutionId(), ...custom };
	for (const [field, name, value] of fields) {
		if (!value) continue;
		if (name in custom && metadata[name] !== value) {
			throw new InvalidField('Custom (JSON)', `"${name}" is given twice, here and in ${field}`, 'one of them');
		}
		metadata[name] = value;
	}
	return metadata;
}

import type { IExecuteFunctions } from 'n8n-workflow';
import { parse, v5 } from 'uuid';

import { InvalidField } from '../shared/errors.ts';
import { field } from '../shared/field.ts';
import { LOOK_BACK } from './look-back.ts';

/** Namespace of the event ids that are made from a user's key (RFC 9562, 5.5). */
export const EVENT_NAMESPACE = '6b1ec1a4-5b0e-4d3c-9d1f-3f0a5f6c2b77';

/** Namespace of the event ids that are made from the place of an event in an execution. */
const EXECUTION_NAMESPACE = '0e6ffb5c-2a5b-4b8e-8f0d-8b1a3c9e4d21';

/** Both as bytes, which would otherwise be made of them for each event. */
const [KEYS, EXECUTIONS] = [parse(EVENT_NAMESPACE), parse(EXECUTION_NAMESPACE)];

/** Eight, four, four, four and twelve hexadecimal digits, with hyphens between them or without, bare or in brackets. */
const UUID = /^(?:urn:uuid:)?[{(]?([\da-f]{8})(-?)([\da-f]{4})\2([\da-f]{4})\2([\da-f]{4})\2([\da-f]{12})[})]?$/i;

const KNOWN_AGAIN = `The server knows it again in the stream that had it first. Where a Revision is expected, and in Append Many, the last ${LOOK_BACK} events are looked through for it.`;

/** The server appends nothing twice under one id; see {@link eventId}. */
export const eventIdFields = {
	eventIdFrom: field({
		displayName: 'Event ID',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'From execution, node and item, so that a retry within the execution appends nothing twice',
			},
			{ name: 'From Key', value: 'key', description: 'From a text, so that whatever runs again with it appends nothing twice to the stream' },
			{ name: 'UUID', value: 'uuid', description: 'An UUID of your own' },
		],
		default: 'automatic',
		description: 'Where the ID comes from by which the server knows that an event is already in the stream',
	}),
	eventKey: field({
		displayName: 'Key',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'invoice-4711-paid',
		description: `Text that names this event and no other: appending under it again gives the first event, whatever the data. ${KNOWN_AGAIN}`,
		show: { eventIdFrom: ['key'] },
	}),
	eventId: field({
		displayName: 'UUID',
		type: 'string',
		required: true,
		default: '',
		placeholder: '3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10',
		description: `Any 128 bits but zeros, with hyphens or without. ${KNOWN_AGAIN}`,
		show: { eventIdFrom: ['uuid'] },
	}),
} as const;

interface GivenId {
	eventIdFrom: 'automatic' | 'key' | 'uuid';
	eventKey: string;
	eventId: string;
}

/** The parts of an execution that tell one run of one node from every other. */
export type Place = Pick<IExecuteFunctions, 'evaluateExpression' | 'getExecutionContext' | 'getExecutionId' | 'getInstanceId' | 'getNode' | 'getWorkflow'>;

/** @throws InvalidField when the user's UUID is none */
export function eventId(given: GivenId, execution: Place, index: number): string {
	switch (given.eventIdFrom) {
		case 'automatic':
			return automaticEventId(execution, index);
		case 'key':
			return keyedEventId(given.eventKey);
		case 'uuid':
			return uuidOf(given.eventId);
	}
}

/**
 * Whatever 128 bits a user has, in any usual spelling: MD5 sums and ids of other systems say nothing of version or variant
 * (RFC 9562, 4.1 and 4.2), and the server does not ask for them.
 */
function uuidOf(text: string): string {
	const [, first, , ...others] = UUID.exec(text.trim()) ?? [];
	if (first === undefined) throw new InvalidField('UUID', `"${text.slice(0, 80)}" is not a UUID`, '32 hexadecimal digits, with or without hyphens');
	const uuid = [first, ...others].join('-').toLowerCase();
	if (/^[0-]+$/.test(uuid)) throw new InvalidField('UUID', 'is all zeros, which the server does not take', 'any other');
	return uuid;
}

/** UUIDv5 of a key: the same key gives the same id, wherever it is calculated. */
export function keyedEventId(key: string): string {
	return v5(Buffer.from(key), KEYS);
}

/**
 * UUIDv5 of the place where an event arises: instance, execution, node, run of the node (loops), item.
 *
 * Numbers of executions begin anew when n8n's database does, so the moment at which the execution began belongs to
 * it: an id that comes twice would make the server drop an event without a word.
 */
export function automaticEventId(execution: Place, index: number): string {
	let run = runs.get(execution);
	if (run === undefined) {
		run = [
			execution.getInstanceId(),
			execution.getWorkflow().id,
			execution.getExecutionId(),
			execution.getExecutionContext()?.establishedAt,
			execution.getNode().id,
			execution.evaluateExpression('{{ $runIndex }}', index),
		];
		runs.set(execution, run);
	}
	return v5(Buffer.from(JSON.stringify([...run, index])), EXECUTIONS);
}

/** What all events of one run of a node share; each expression costs n8n more than the append itself. */
const runs = new WeakMap<Place, readonly unknown[]>();

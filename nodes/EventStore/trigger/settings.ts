import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

import { InvalidField } from '../../shared/errors.ts';
import type { FieldValues } from '../../shared/field.ts';
import { readFields } from '../../shared/parameters.ts';
import { eventFilter } from '../filter-fields.ts';
import type { EventFilter } from '../filtered-read.ts';
import { toPosition } from '../position.ts';
import { fields } from './fields.ts';
import type { Place } from '../place.ts';

export type TriggerFields = FieldValues<typeof fields>;

/** What is listened to. */
export interface Source {
	/** Name of the stream; `$all` for the log of the whole database. */
	stream: string;
	/** What is let through of the log of the whole database; everything unless given. */
	filter?: EventFilter;
	resolveLinks: boolean;
	/** Whether events of the database itself are wanted too. */
	systemEvents: boolean;
}

/** What both modes have in common. Times in milliseconds. */
export interface Settings {
	source: Source;
	start: 'start' | 'end' | Place;
	batchSize: number;
	batchWait: number;
	jsonAsText: boolean;
	retries: number;
	retryPause: number;
	stopWait: number;
}

export interface GroupSettings extends Settings {
	group: string;
	concurrency: number;
	strategy: string;
	messageTimeout: number;
}

export interface CatchUpSettings extends Settings {
	afterRetries: 'keepTrying' | 'skip';
	/** Empty for one that is made of workflow and node. */
	checkpointName: string;
}

export const LOG = '$all';

/** What is listened to, as people read it. */
export function nameOf(stream: string): string {
	return stream === LOG ? 'all streams' : `stream "${stream}"`;
}

/** Reads the fields of the trigger, which has no items. */
export function readTriggerFields(trigger: Pick<ITriggerFunctions, 'getNodeParameter' | 'getTimezone'>): TriggerFields {
	const getNodeParameter = ((name: string, _index: number, fallback: unknown, options: object) =>
		trigger.getNodeParameter(name, fallback, options)) as IExecuteFunctions['getNodeParameter'];
	return readFields({ getNodeParameter, getTimezone: () => trigger.getTimezone() }, fields, 0);
}

/** @throws InvalidField */
export function toGroupSettings(values: TriggerFields): GroupSettings {
	const { concurrency = 10, strategy = 'RoundRobin', messageTimeout = 3_600 } = values.options;
	return {
		...common(values),
		group: values.group,
		concurrency: whole('Executions at Once', concurrency, 1),
		strategy,
		messageTimeout: Math.round(messageTimeout * 1_000),
	};
}

/** @throws InvalidField */
export function toCatchUpSettings(values: TriggerFields): CatchUpSettings {
	const { afterRetries = 'keepTrying', checkpointName = '' } = values.options;
	return { ...common(values), afterRetries, checkpointName: checkpointName.trim() };
}

function common(values: TriggerFields): Settings {
	const { batchSize = 1, batchWait = 200, jsonAsText = false, retries = 3, retryPause = 1, stopWait = 20 } = values.options;
	const source = toSource(values);
	return {
		source,
		start: values.startFrom === 'place' ? toPlace(values.fromPlace, source.stream) : values.startFrom,
		batchSize: whole('Batch Size', batchSize, 1),
		batchWait,
		jsonAsText,
		retries: whole('Retries', retries, 0),
		retryPause: retryPause * 1_000,
		stopWait: stopWait * 1_000,
	};
}

function toSource(values: TriggerFields): Source {
	const { systemEvents = false, resolveLinks = true } = values.options;
	switch (values.source) {
		case 'all':
			return { stream: LOG, filter: eventFilter(values), resolveLinks: false, systemEvents: values.filter !== 'noSystem' };
		case 'category':
			if (values.category.includes('-')) throw new InvalidField('Category', `"${values.category}" has a hyphen in it`, 'what stands before the first hyphen');
			return { stream: `$ce-${values.category}`, resolveLinks: true, systemEvents };
		case 'stream':
			if (values.stream === LOG) throw new InvalidField('Stream', `"${LOG}" is the log of the whole database`, 'All Streams in Listen To');
			return { stream: values.stream, resolveLinks, systemEvents };
	}
}

function toPlace(text: string, stream: string): Place {
	const given = text.trim();
	if (stream !== LOG) {
		if (!/^\d+$/.test(given)) throw new InvalidField('Place', `"${given}" is no revision`, 'a whole number from 0');
		return BigInt(given);
	}
	return toPosition(given, 'Place');
}

function whole(name: string, value: number, least: number): number {
	if (!Number.isSafeInteger(value) || value < least) throw new InvalidField(name, `is ${value}`, `a whole number from ${least}`);
	return value;
}

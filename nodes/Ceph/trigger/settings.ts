import { createHash } from 'node:crypto';

import type { IExecuteFunctions, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InvalidField } from '../../shared/errors.ts';
import type { FieldValues } from '../../shared/field.ts';
import { readFields } from '../../shared/parameters.ts';
import { METADATA_PREFIX, toHeaders } from '../gateway/metadata.ts';
import { type Addresses, pushEndpoint } from './endpoint.ts';
import { fields } from './fields.ts';
import { checkKeyPattern } from './key-pattern.ts';
import type { NotificationFilter } from './notification.ts';

export type TriggerFields = FieldValues<typeof fields>;

/** What the gateway is to be told. */
export interface Settings {
	bucket: string;
	events: string[];
	filter: NotificationFilter;
	/** URL that events are posted to. */
	endpoint: string;
	persistent: boolean;
	/** Attributes of the topic beside endpoint, persistence and secret; releases that do not know one leave it unused. */
	delivery: Record<string, string>;
}

/** Reads the fields of the trigger, which has no items. */
export function readTriggerFields(functions: IHookFunctions | IWebhookFunctions): TriggerFields {
	const getNodeParameter = ((name: string, _index: number, fallback: unknown, options: object) =>
		functions.getNodeParameter(name, fallback, options)) as IExecuteFunctions['getNodeParameter'];
	return readFields({ getNodeParameter, getTimezone: () => functions.getTimezone() }, fields, 0);
}

/**
 * @param addresses an address of n8n in the options takes precedence over theirs
 * @throws InvalidField
 */
export function toSettings(values: TriggerFields, addresses: Addresses): Settings {
	const { bucket, events, prefix, suffix, pattern, persistent, options } = values;
	if (pattern !== '') checkKeyPattern(pattern);
	for (const [field, text] of Object.entries({ Prefix: prefix, Suffix: suffix })) checkText(field, text);
	for (const { name, value } of options.tags ?? []) checkText('Tags', name + value);
	const { attempts, attemptPause, keepFor } = persistent ? options : {};
	const delivery = {
		'verify-ssl': options.allowUnauthorizedCerts ? 'false' : 'true',
		...(attempts !== undefined && { max_retries: String(Math.round(attempts)) }),
		...(attemptPause !== undefined && { retry_sleep_duration: String(Math.round(attemptPause)) }),
		...(keepFor !== undefined && { time_to_live: String(Math.round(keepFor)) }),
	};
	return {
		bucket,
		events: [...new Set(events)].sort(),
		filter: {
			key: { prefix, suffix, regex: pattern },
			// The gateway compares headers, so values are to be written as headers carry them.
			metadata: Object.entries(toHeaders(options.metadata)).map(([name, value]) => ({ name: `${METADATA_PREFIX}${name}`, value })),
			tags: options.tags ?? [],
		},
		endpoint: pushEndpoint({ ...addresses, webhookBaseUrl: options.webhookBaseUrl || addresses.webhookBaseUrl }),
		persistent,
		delivery,
	};
}

/** A short text that is another one when any of the settings is. */
export function fingerprint(settings: Settings): string {
	return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 22);
}

/** The configuration of notifications is XML 1.0, which has no way to write most control characters. */
function checkText(field: string, text: string): void {
	if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) || !text.isWellFormed()) {
		throw new InvalidField(field, 'it has control characters that the gateway cannot be told');
	}
}

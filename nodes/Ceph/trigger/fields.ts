import { collection, field, locator, rows } from '../../shared/field.ts';
import { EVENTS } from './events.ts';

/** Only a topic that keeps its events tries again. */
const whenKept = { '/persistent': [true] };

export const fields = {
	bucket: locator('searchBuckets', {
		displayName: 'Bucket',
		description: 'The bucket to hear from; its user must be that of the credential, or have granted it the right to set notifications',
		placeholder: 'e.g. documents',
	}),
	events: field({
		displayName: 'Events',
		type: 'multiOptions',
		options: EVENTS,
		default: ['s3:ObjectCreated:*'],
		required: true,
		description: 'What starts the workflow',
	}),
	prefix: field({
		displayName: 'Prefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. incoming/',
		description: 'Only objects whose keys begin with this',
	}),
	suffix: field({
		displayName: 'Suffix',
		type: 'string',
		default: '',
		placeholder: 'e.g. .pdf',
		description: 'Only objects whose keys end with this',
	}),
	pattern: field({
		displayName: 'Regular Expression',
		type: 'string',
		default: '',
		placeholder: 'e.g. [0-9]{4}/.*',
		description: 'Only objects whose whole keys match this; the syntax is that of JavaScript without groups that look behind or have names',
	}),
	persistent: field({
		displayName: 'Keep Events Until Delivered',
		type: 'boolean',
		default: true,
		description:
			'Whether the cluster keeps events while n8n is down and tries again; they may come twice and in any order, the first ones of a new trigger after half a minute. Otherwise writers wait for n8n, and what it misses is lost.',
	}),
	ignoreDuplicates: field({
		displayName: 'Ignore Duplicates',
		type: 'boolean',
		default: true,
		description: 'Whether an event that comes again, because the gateway did not learn that it had arrived, is dropped; at least the last hundred are known',
	}),
	options: collection('Add option', {
		attempts: {
			displayName: 'Delivery Attempts',
			type: 'number',
			default: 100,
			typeOptions: { minValue: 1 },
			description: 'How often an event is tried before it is dropped; without this the setting of the cluster counts. From release 18 on.',
			show: whenKept,
		},
		attemptPause: {
			displayName: 'Delivery Pause',
			type: 'number',
			default: 60,
			typeOptions: { minValue: 1 },
			description: 'Seconds between two attempts; without this the setting of the cluster counts. From release 18 on.',
			show: whenKept,
		},
		checkWayBack: {
			displayName: 'Check the Way Back',
			type: 'boolean',
			default: true,
			description:
				'Whether activation has the gateway post an event to n8n, by way of a bucket that is made for it and removed again, and fails when it does not arrive. Not checked where the user may make no bucket, nor for tests in the editor.',
		},
		keepFor: {
			displayName: 'Delivery Time Limit',
			type: 'number',
			default: 604_800,
			typeOptions: { minValue: 1 },
			description: 'Seconds after which an undelivered event is dropped; without this the setting of the cluster counts. From release 18 on.',
			show: whenKept,
		},
		allowUnauthorizedCerts: {
			displayName: 'Ignore SSL Issues (Insecure)',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
			hint: 'It is the gateway that connects to n8n, and the certificate authorities of its machine that it trusts',
		},
		rawRecord: {
			displayName: 'Include Raw Record',
			type: 'boolean',
			default: false,
			description: 'Whether to output the record also as the gateway sent it, without its secret',
		},
		metadata: rows(
			'Metadata',
			'Entry',
			{
				name: { displayName: 'Name', type: 'string', default: '', required: true, placeholder: 'e.g. tenant' },
				value: { displayName: 'Value', type: 'string', default: '' },
			},
			'Only objects with all of this metadata',
		),
		tags: rows(
			'Tags',
			'Tag',
			{
				name: { displayName: 'Name', type: 'string', default: '', required: true },
				value: { displayName: 'Value', type: 'string', default: '' },
			},
			'Only objects with all of these tags',
		),
		webhookBaseUrl: {
			displayName: 'Webhook Base URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://n8n:5678',
			description: 'Address of n8n as the gateway sees it, in place of that of the credential: takes the place of scheme, host and port of the webhook URL where the gateway reaches n8n by other ways than people do',
		},
	}),
} as const;

import { field, rows } from '../../../shared/field.ts';
import { bucketField } from '../../fields.ts';

/** The bucket itself, where operations on objects have the one that holds the object. */
export const bucket = field({ ...bucketField, description: 'The bucket to work on' });

export const name = field({
	displayName: 'Name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. documents',
	description: 'Unique in the cluster: 3 to 63 lowercase letters, digits, hyphens and dots',
});

export const objectLock = field({
	displayName: 'Object Lock',
	type: 'boolean',
	default: false,
	description: 'Whether versions of objects can be locked against deletion; the bucket keeps versions then, and never loses the lock again',
});

export const placement = field({
	displayName: 'Placement',
	type: 'string',
	default: '',
	placeholder: 'e.g. default-placement',
	description: 'Placement target of the zone group, which says in which pools the bucket is kept; that of the user when empty',
});

export const versioning = field({
	displayName: 'Versioning',
	type: 'options',
	options: [
		{ name: 'Enabled', value: 'Enabled', description: 'What is overwritten or deleted stays as an earlier version' },
		{ name: 'Suspended', value: 'Suspended', description: 'No new versions; those that there are stay' },
	],
	default: 'Enabled',
	description: 'Whether earlier versions of objects are kept; it can be suspended, but never switched off again',
});

export const tags = rows(
	'Tags',
	'Tag',
	{
		name: { displayName: 'Name', type: 'string', default: '', required: true },
		value: { displayName: 'Value', type: 'string', default: '' },
	},
	'At most 50, each with a name of its own',
);

/** How rules are given: in n8n's words for a choice between a table and JSON. */
export const specify = field({
	displayName: 'Specify Rules',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json', description: 'All that S3 knows, in its own words' },
	],
	default: 'fields',
	description: 'How to give the rules',
});

import { field, rows } from '../../../shared/field.ts';

export const contentType = field({
	displayName: 'Content Type',
	type: 'string',
	default: '',
	placeholder: 'e.g. application/pdf',
	description: 'Media type that the object is given to readers with',
});

export const contentDisposition = field({
	displayName: 'Content Disposition',
	type: 'string',
	default: '',
	placeholder: 'e.g. attachment; filename="summary.pdf"',
	description: 'How browsers present the object: inline, or attachment with a file name',
});

export const metadata = rows(
	'Metadata',
	'Entry',
	{
		name: { displayName: 'Name', type: 'string', default: '', required: true, description: 'Letters, digits, hyphens, underscores and dots; stored in lower case' },
		value: { displayName: 'Value', type: 'string', default: '' },
	},
	'What is kept with the object for its readers; together at most 2 KB',
);

export const tags = rows(
	'Tags',
	'Tag',
	{
		name: { displayName: 'Name', type: 'string', default: '', required: true },
		value: { displayName: 'Value', type: 'string', default: '' },
	},
	'What life cycle rules and policies select objects by; at most 10',
);

/** How readers are given the object, and where the cluster keeps it. */
export const storage = {
	cacheControl: field({
		displayName: 'Cache Control',
		type: 'string',
		default: '',
		placeholder: 'e.g. max-age=3600',
		description: 'What caches between the gateway and the readers may do',
	}),
	contentDisposition,
	contentEncoding: field({
		displayName: 'Content Encoding',
		type: 'string',
		default: '',
		placeholder: 'e.g. gzip',
		description: 'How the bytes are encoded on top of their type; they are stored as they are',
	}),
	contentType,
	expires: field({ displayName: 'Expires', type: 'dateTime', default: '', description: 'When caches must ask again; the object stays' }),
	metadata,
	storageClass: field({
		displayName: 'Storage Class',
		type: 'string',
		default: '',
		placeholder: 'e.g. STANDARD',
		description: 'Where the cluster keeps the object, by a name that its placement has',
	}),
	tags,
} as const;

export const versionId = field({
	displayName: 'Version ID',
	type: 'string',
	default: '',
	description: 'The version to work on; the latest when not given',
});

export const bypassGovernance = field({
	displayName: 'Bypass Governance Retention',
	type: 'boolean',
	default: false,
	description: 'Whether to act against a retention in governance mode, which takes a right of its own',
});

export const retentionMode = field({
	displayName: 'Retention Mode',
	type: 'options',
	options: [
		{ name: 'Compliance', value: 'COMPLIANCE', description: 'Nobody can delete the version before its time' },
		{ name: 'Governance', value: 'GOVERNANCE', description: 'Users with a right of their own can' },
	],
	default: 'GOVERNANCE',
	description: 'How strictly the version is kept; the bucket must have been made with object lock',
});

export const retainUntil = field({
	displayName: 'Retain Until',
	type: 'dateTime',
	default: '',
	description: 'Until when the version can be neither changed nor deleted',
});

export const legalHold = field({
	displayName: 'Legal Hold',
	type: 'boolean',
	default: false,
	description: 'Whether to keep the version until the hold is taken away, whatever its retention',
});

import { field, locator, optional } from '../../../shared/field.ts';

/** The user itself. */
export const user = locator('searchUsers', {
	displayName: 'User',
	description: 'The user to work on, by its ID; one of a tenant is written tenant$user',
	placeholder: 'e.g. alice',
});

/** A user that need not be given. */
export const optionalUser = optional(user);

export const displayName = field({
	displayName: 'Display Name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Alice Example',
	description: 'Name of the user for people',
});

export const email = field({
	displayName: 'Email',
	type: 'string',
	default: '',
	placeholder: 'name@email.com',
	description: 'Address of the user; no two users have the same',
});

export const maxBuckets = field({
	displayName: 'Max Buckets',
	type: 'number',
	default: 1000,
	typeOptions: { minValue: -1, numberPrecision: 0 },
	description: 'How many buckets the user may own: 0 for no limit, -1 for none at all',
});

export const defaultPlacement = field({
	displayName: 'Default Placement',
	type: 'string',
	default: '',
	placeholder: 'e.g. default-placement',
	description: "Placement target of the zone group that takes the user's new buckets",
});

export const defaultStorageClass = field({
	displayName: 'Default Storage Class',
	type: 'string',
	default: '',
	placeholder: 'e.g. STANDARD',
	description: 'Storage class within the default placement, which has to be given with it',
});

export const capabilities = field({
	displayName: 'Capabilities',
	type: 'string',
	default: '',
	placeholder: 'e.g. users=read;buckets=*',
	description: 'What the user may do by the Admin Ops API: type=permission, separated by semicolons; a permission is read, write or *',
});

export const includeSecretKeys = field({
	displayName: 'Include Secret Keys',
	type: 'boolean',
	default: false,
	description: 'Whether to output the secrets of the keys too; they are then in the data of the execution',
});

export const accessKey = field({
	displayName: 'Access Key',
	type: 'string',
	// An access key names its user and is no secret.
	typeOptions: { password: false },
	default: '',
	placeholder: 'e.g. 0555B35654AD1656D804',
	description: 'The key that names the user; generated when empty',
});

export const secretKey = field({
	displayName: 'Secret Key',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'The key that signs; generated when empty. One that is given travels in the URL and so into access logs of the gateway.',
});

export const optionalSubuser = field({
	displayName: 'Subuser',
	type: 'string',
	default: '',
	placeholder: 'e.g. swift',
	description: 'Name of the subuser, without that of the user',
});

export const subuser = field({ ...optionalSubuser, required: true });

export const access = field({
	displayName: 'Access',
	type: 'options',
	options: [
		{ name: 'Full', value: 'full', description: 'Reads, writes and changes access control' },
		{ name: 'Read', value: 'read' },
		{ name: 'Read and Write', value: 'readwrite' },
		{ name: 'Write', value: 'write' },
	],
	default: 'full',
	description: "What the subuser may do with the user's buckets",
});

export const keyType = field({
	displayName: 'Key Type',
	type: 'options',
	options: [
		{ name: 'S3', value: 's3' },
		{ name: 'Swift', value: 'swift', description: 'Belongs to a subuser and has no name of its own' },
	],
	default: 's3',
	description: 'Which clients the key is for',
});

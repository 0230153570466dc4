import { field, locator } from '../shared/field.ts';

export const bucketField = locator('searchBuckets', {
	displayName: 'Bucket',
	description: 'The bucket that holds the object',
	placeholder: 'e.g. documents',
});

export const keyField = field({
	displayName: 'Key',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. reports/2026/summary.pdf',
	description: 'Full name of the object in its bucket; any characters, at most 1,024 bytes, kept as they are',
});

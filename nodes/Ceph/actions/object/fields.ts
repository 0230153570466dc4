import { field, rows } from '../../../shared/field.ts';

export const contentType = field({
	displayName: 'Content Type',
	type: 'string',
	default: '',
	placeholder: 'e.g. application/pdf',
	description: 'Media type that the object is given to readers with',
});

export const metadata = rows(
	'Metadata',
	'Entry',
	{
		name: { displayName: 'Name', type: 'string', default: '', required: true, description: 'Letters, digits, hyphens and dots; stored in lower case' },
		value: { displayName: 'Value', type: 'string', default: '' },
	},
	'What is kept with the object for its readers; together at most 2 KB',
);

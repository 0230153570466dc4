import { locator } from '../../../shared/field.ts';

export const stream = locator('searchStreams', {
	displayName: 'Stream',
	placeholder: 'document-4711',
	description: 'The stream, named category-ID so that the database can group by category',
});

import { locator } from '../../../shared/field.ts';

export const osd = locator('searchOsds', {
	displayName: 'OSD',
	placeholder: 'e.g. 7',
	description: 'The object storage daemon: its number, also written osd.7',
});

import { locator } from '../../../shared/field.ts';

export const configOptionField = locator('searchConfigOptions', {
	displayName: 'Option',
	description: 'The configuration option',
	placeholder: 'e.g. osd_max_backfills',
});

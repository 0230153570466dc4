import { locator } from '../../../shared/field.ts';

export const host = locator('searchHosts', {
	displayName: 'Host',
	placeholder: 'e.g. rack1-node3',
	description: 'The machine, by the name that it has in the cluster',
});

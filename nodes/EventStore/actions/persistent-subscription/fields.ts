import { filterFields } from '../../filter-fields.ts';

/** Which events of the whole database a group gets; a group of one stream gets all of them. */
export const groupFilterFields = {
	filter: {
		...filterFields.filter,
		description: 'Which events the group gets; it stays as it is for the life of the group, and the server tells nobody',
		show: { source: ['all'] },
	},
	prefixes: { ...filterFields.prefixes, show: { ...filterFields.prefixes.show, source: ['all'] } },
	regex: { ...filterFields.regex, show: { ...filterFields.regex.show, source: ['all'] } },
} as const;

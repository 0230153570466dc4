import type { KnownDifferences } from '../replay/known-differences.ts';

export default {
	complete: true,
	scenarios: {
		'$all forwards and backwards from positions': {
			reason: 'a count of 0 on $all is never answered there; here it is refused at once',
		},
		'filters that are refused': {
			reason: 'a window of 0 is never answered there; here it is refused at once',
		},
	},
} satisfies KnownDifferences;

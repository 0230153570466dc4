import type { KnownDifferences } from '../replay/known-differences.ts';

export default {
	complete: true,
	scenarios: {},
	leftToChance: {
		'checkpoints of $all, window 1, multiplier 1': {
			either: [{
				step: 'live, until the event', path: 'result', what: 'whether live checkpoints lie at an event or behind it',
			}],
		},
	},
} satisfies KnownDifferences;

import type { KnownDifferences } from '../replay/known-differences.ts';

const noted = { path: 'result.stats.lastCheckpointedEventPosition', what: 'whether the checkpoint is written by then' };

export default {
	complete: true,
	scenarios: {
		'names of groups': {
			reason: 'the real server never answers a call about a group on a stream without a name; here it is INVALID_ARGUMENT at once',
		},
		'replay of the parked, stopping at 0': {
			reason: 'after it the real server never replays anything of that group again; here the next replay works',
		},
		'checkpoints: upper bound 5, a long time': {
			reason: 'the real server forgets a checkpoint that comes while another is being written, and tells it all the same; '
				+ 'here it is written, and a restart brings fewer events again',
		},
		'$all: create, duplicates, info': {
			reason: 'the real server has not begun to read again when it is asked right after an update; this one mostly has', chance: true,
		},
	},
	leftToChance: {
		'$all filtered by stream expression': { either: [{ ...noted, step: 'settings' }] },
		'$all filtered by type prefix': { either: [{ ...noted, step: 'settings' }] },
		'parked events as they are kept': {
			either: [{ ...noted, step: 'stats', path: 'result.stats.lastCheckpointedEventRevision' }],
		},
	},
} satisfies KnownDifferences;

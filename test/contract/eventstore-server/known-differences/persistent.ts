import type { KnownDifferences } from '../replay/known-differences.ts';

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
			reason: 'how far the group has read by then, and whether it has noted it', chance: true,
		},
		'$all filtered by stream expression': { reason: 'whether the checkpoint is written by then', only: 'tls', chance: true },
		'$all filtered by type prefix': { reason: 'whether the checkpoint is written by then', only: 'insecure', chance: true },
		'parked events as they are kept': { reason: 'whether the checkpoint is written by then', chance: true },
	},
} satisfies KnownDifferences;

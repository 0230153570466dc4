import type { KnownDifferences } from '../replay/known-differences.ts';

export default {
	complete: true,
	scenarios: {
		'well-known system streams': { only: 'tls', reason: '$streams and $scavenges are there, and open, after their projection and a scavenge only' },
	},
} satisfies KnownDifferences;

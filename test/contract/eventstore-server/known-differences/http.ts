import type { KnownDifferences } from '../replay/known-differences.ts';

const statistics = { only: 'tls', reason: 'the real server never answers, not even an administrator; this one tells its statistics as without TLS' } as const;

export default {
	complete: true,
	scenarios: {
		'GET /stats': statistics,
		'GET /stats/proc': statistics,
		'GET /stats/replication': statistics,
		'GET /stats/tcp': statistics,
		'GET /stats/proc/mem?x=1': statistics,
		'projections': { only: 'tls', reason: 'the real server lets somebody without credentials make a projection; this one does not' },
	},
} satisfies KnownDifferences;

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
		'GET /ping': { reason: 'msgTypeId is still told: the vendor\'s own clients look for it' },
		'GET /projection/$by_category/state': { reason: 'the header ES-Position is a position of the recorded log itself' },
		'projections': { only: 'tls', reason: 'the real server lets somebody without credentials make a projection; this one does not' },
	},
} satisfies KnownDifferences;

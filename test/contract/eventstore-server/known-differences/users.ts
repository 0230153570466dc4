import type { KnownDifferences } from '../replay/known-differences.ts';

const noUsers = {
	only: 'insecure', reason: 'the real server never answers a call of the Users service without TLS; this one says at once that there are no users',
} as const;

export default {
	complete: true,
	scenarios: {
		'a user from beginning to end': { reason: 'a change of a user counts at once; the real server takes old passwords, and refuses new ones, until a cache has run out' },
		'errors of users': noUsers,
		'users with odd fields': noUsers,
		'all users, admin, ops': noUsers,
		'streams of users': noUsers,
		'who may manage users': noUsers,
		'scavenge': { only: 'tls', reason: 'the real server completed a chunk of its log over TLS, and none without; a log that is no chain of files has none' },
		'server features': { reason: 'the Redaction service, which exchanges the log\'s files, is not there, and so not named: one database file has no chunks' },
		'a method that does not exist': { reason: 'the same code with the text of the gRPC library, which answers before any code of this server is asked' },
	},
} satisfies KnownDifferences;

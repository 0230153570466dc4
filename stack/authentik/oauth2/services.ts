import type { Log } from '../log.ts';
import type { CommitQueue } from '../storage/commit-queue.ts';
import type { Database } from '../storage/database.ts';
import type { Objects } from '../storage/objects.ts';
import type { AccessTokens } from './access-tokens.ts';

/** What the OpenID side works on. */
export interface OAuth2Services {
	database: Database;
	objects: Objects;
	accessTokens: AccessTokens;
	commits: CommitQueue;
	log: Log;
}

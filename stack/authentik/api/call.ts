import type { EventSource } from '../events/log.ts';
import type { User } from '../models/user.ts';
import type { AccessTokens } from '../oauth2/access-tokens.ts';
import type { Database } from '../storage/database.ts';
import type { Objects } from '../storage/objects.ts';

/** One request to the management API by a user who has shown a valid token. */
export interface Call {
	database: Database;
	objects: Objects;
	accessTokens: AccessTokens;
	user: User;
	method: string;
	query: URLSearchParams;
	/** Scheme and authority under which the caller reached the server. */
	origin: string;
	source: EventSource;
}

/** What a handler answers; without a body the answer is empty. */
export interface Answer {
	status: number;
	body?: unknown;
	/** Text is sent as it is with this type; everything else as JSON. */
	type?: string;
}

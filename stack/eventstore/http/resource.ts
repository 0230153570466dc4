import type { IncomingMessage } from 'node:http';
import type { Log } from '../log.ts';
import type { Groups } from '../persistent-subscriptions/groups.ts';
import type { Principal } from '../security/principal.ts';
import type { Security } from '../security/security.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { Answer } from './answer.ts';
import type { LocalServices } from './local-services.ts';

/** What the pages work with. */
export interface HttpContext {
	store: Store;
	groups: Groups;
	log: Log;
	settings: Settings;
	services: LocalServices;
	/** Undefined without TLS: everybody may do everything. */
	security: Security | undefined;
	/** Whether the server takes calls: false once it shuts down. */
	ready: () => boolean;
}

/** A request as handlers see it. */
export interface Exchange {
	context: HttpContext;
	request: IncomingMessage;
	/** What stands in the path for the names of the resource's pattern, decoded. */
	params: Record<string, string>;
	query: URLSearchParams;
	/** Scheme and authority that the client used, for links. */
	origin: string;
	caller: Principal;
	/** @throws HttpError when it is larger than a request may be */
	body: () => Promise<Buffer>;
}

export type Handler = (exchange: Exchange) => Answer | Promise<Answer>;

/** Something that has a path. */
export interface Resource {
	/** Segments of the path; those that begin with a colon stand for anything and get a name. */
	path: string;
	/** Methods as the vendor's server lists them in its headers: some twice. */
	allowed: string;
	methods: Partial<Record<string, Handler>>;
	/** Who may ask, on a server with users; handlers may ask for more. */
	for: 'everybody' | 'users' | 'operators';
	/** Only on a server with users. */
	needsUsers?: true;
}

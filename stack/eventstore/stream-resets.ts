import type { Server } from '@grpc/grpc-js';
import type { ServerOptions } from 'node:http2';

/**
 * Calls that the clients of one connection may leave before their end: at once, and a second. Each is a RST_STREAM (RFC 9113, 6.4),
 * of which Node allows a thousand and 33 a second and then closes the connection, with everything else that is under way on it. A
 * reader that stops at the first event that it looked for is no attack; the vendor's server does not count them.
 */
const allowed: ServerOptions = { streamResetBurst: 1_000_000, streamResetRate: 100_000 };

/**
 * Lets clients leave as many calls as they begin. gRPC's server has no setting for it; what it hands to Node's HTTP/2 it keeps by
 * this name.
 *
 * @throws when it does not any more
 */
export function allowStreamResets(grpc: Server): void {
	const options: unknown = Reflect.get(grpc, 'commonServerOptions');
	if (typeof options !== 'object' || options === null) throw new Error('This release of @grpc/grpc-js keeps its HTTP/2 settings elsewhere.');
	Object.assign(options, allowed);
}

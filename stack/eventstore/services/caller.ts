import type { Metadata } from '@grpc/grpc-js';

const callers = new WeakMap<Metadata, string>();

/**
 * Login of whoever makes a call: `system` on a server without TLS, which asks nobody who they are; empty for somebody
 * without credentials.
 *
 * @param metadata of the call, as the handler was given it
 */
export function callerOf(metadata: Metadata): string {
	return callers.get(metadata) ?? 'system';
}

/** Remembers who makes a call, for its handler. */
export function setCaller(metadata: Metadata, login: string): void {
	callers.set(metadata, login);
}

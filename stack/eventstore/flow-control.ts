import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Http2Session, ServerHttp2Stream } from 'node:http2';

/**
 * Bytes that a client may send before the server has taken those before them: as much as one append may have. With HTTP/2's own 64 KiB
 * (RFC 9113, 6.9.2) the writers of one client, who share a call, would have some fifty events of 1 KiB under way, and a commit no more.
 */
const window = 1_048_576;

const opened = new WeakSet<Http2Session>();

/**
 * Lets every client send so much at once. gRPC's server has no setting for it and keeps its sessions to itself, so they are met where
 * Node tells of their first call.
 *
 * @returns a function that ends it
 */
export function openWindows(): () => void {
	const open = (message: unknown) => {
		const { session } = (message as { stream: ServerHttp2Stream }).stream;
		if (session === undefined || opened.has(session)) return;
		opened.add(session);
		session.settings({ initialWindowSize: window });
		session.setLocalWindowSize(window);
	};
	subscribe('http2.server.stream.created', open);
	return () => void unsubscribe('http2.server.stream.created', open);
}

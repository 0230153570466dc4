import { isIP } from 'node:net';

import type { Channel, ChannelCredentials } from '@grpc/grpc-js';

/** What of gRPC's channel is no part of its types. */
interface Inside {
	internalChannel: { credentials: ChannelCredentials };
}
interface Connector {
	connectionOptions?: { servername?: string };
}

const done = new WeakSet<ChannelCredentials>();

/**
 * Lets a channel to an IP address ask for no server by name: TLS has none for addresses (RFC 6066, 3), and Node.js writes the
 * warning DEP0123 into n8n's log for gRPC, which asks all the same. The certificate is held against the address as before.
 */
export function withoutAddressAsName<C extends Channel>(channel: C): C {
	const { credentials } = (channel as unknown as Inside).internalChannel;
	if (done.has(credentials)) return channel;
	done.add(credentials);
	const create = credentials._createSecureConnector.bind(credentials);
	credentials._createSecureConnector = (...parameters) => {
		const connector = create(...parameters);
		const { connectionOptions } = connector as Connector;
		if (connectionOptions?.servername !== undefined && isIP(connectionOptions.servername)) delete connectionOptions.servername;
		return connector;
	};
	return channel;
}

import { EventStoreDBClient, type SingleNodeOptions } from '@eventstore/db-client';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';

import { InvalidField } from '../shared/errors.ts';
import type { ConnectionSettings } from './connection-string.ts';
import { withoutAddressAsName } from './server-name.ts';
import type { Way } from './unreachable.ts';

/** The vendor's client, made safe for a process that talks to several servers, and closable. */
export class EventStoreConnection extends EventStoreDBClient {
	readonly way: Way;

	/** @throws InvalidField when an option has a value that it cannot have */
	constructor({ settings, channel, login }: ConnectionSettings) {
		try {
			// The constructor takes three shapes of settings by overloads; each is one of them.
			super(settings as SingleNodeOptions, channel, login);
		} catch (error) {
			throw new InvalidField('Connection String', error instanceof Error ? error.message : String(error));
		}
		this.way = { secure: !channel.insecure, user: login !== undefined };
		const { getChannel, supports } = this;
		this.getChannel = async () => withoutAddressAsName(await getChannel());
		// BatchAppend keeps the calls of all clients of a process in one table: when the stream to one server breaks, it
		// fails the appends to every other one and then throws outside of any promise when their answers come. The
		// unary Append knows only its own call, and a deadline.
		this.supports = async (method, feature) => method !== StreamsService.batchAppend && (await supports(method, feature));
	}

	/** What the server calls its version; `unknown` of one that does not tell. */
	async serverVersion(): Promise<string> {
		return (await this.capabilities).serverVersion;
	}

	/** Ends the calls under way and the connection; the client itself leaves the connection open. */
	async close(): Promise<void> {
		await this.dispose();
		const channel = await this.getChannel().catch(() => undefined);
		channel?.close();
	}
}

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { INodeParameters } from 'n8n-workflow';

import { EventStoreTrigger } from '../../../../nodes/EventStore/EventStoreTrigger.node.ts';
import { type ListeningSetup, ListeningTrigger } from '../../../support/listening-trigger.ts';
import { ServerProcess } from '../../eventstore-server/server-process.ts';

/** What a picker holds once its user chose by name. */
const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** An event store of a test's own, which it may kill and start again, with triggers that listen to it. */
export class OwnServer {
	readonly server = new ServerProcess();
	private vendor: EventStoreDBClient | undefined;
	private readonly triggers: ListeningTrigger[] = [];

	async start(...flags: string[]): Promise<void> {
		await this.server.start(...flags);
	}

	async restart(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
		await this.server.end(signal);
		await this.server.start();
	}

	async remove(): Promise<void> {
		for (const trigger of this.triggers) await trigger.deactivate();
		await this.vendor?.dispose();
		await this.server.remove();
	}

	/** The vendor's client, which judges. */
	get client(): EventStoreDBClient {
		this.vendor ??= EventStoreDBClient.connectionString(this.server.connectionString);
		return this.vendor;
	}

	/** Appends events with consecutive numbers as data. */
	async append(stream: string, numbers: readonly number[], type = 'Counted'): Promise<void> {
		await this.client.appendToStream(
			stream,
			numbers.map((number) => jsonEvent({ type, data: { number } })),
		);
	}

	/** A trigger that catches up with a stream from its beginning, unless the parameters say otherwise. */
	trigger(parameters: INodeParameters, more: Partial<ListeningSetup> = {}): ListeningTrigger {
		const { stream, group, ...others } = parameters;
		const trigger = new ListeningTrigger(new EventStoreTrigger(), {
			credentials: { eventStoreApi: { connectionString: this.server.connectionString, username: '', password: '', caCertificate: '' } },
			execute: () => undefined,
			...more,
			parameters: {
				mode: 'catchUp',
				source: 'stream',
				startFrom: 'start',
				...(stream !== undefined && { stream: named(stream as string) }),
				...(group !== undefined && { group: named(group as string) }),
				...others,
			},
		});
		this.triggers.push(trigger);
		return trigger;
	}
}

/** The numbers that the events of a trigger's executions carry. */
export const numbersOf = ({ items }: Pick<ListeningTrigger, 'items'>): number[] => items.map(({ data }) => (data as { number: number }).number);

/** Whole numbers from one to another, without the latter. */
export const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

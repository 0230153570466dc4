import { PassThrough } from 'node:stream';

import type { IDataObject } from 'n8n-workflow';

import type { Delivery } from '../../../../nodes/EventStore/trigger/ledger.ts';

/** An event of a group as the client gives it. */
export function delivery(number: number, more: Partial<Delivery> = {}): Delivery {
	const event = { streamId: 'orders-1', id: `id-${number}`, revision: BigInt(number), type: 'Ordered', data: { number }, metadata: {}, isJson: true, created: new Date(0) };
	return { event: event as NonNullable<Delivery['event']>, retryCount: 0, ...more };
}

/** What the client's subscription to a group does, without a server; tells what was written to it. */
export class FakeGroup extends PassThrough {
	readonly written: string[] = [];
	/** Takes the place of what a write does. */
	onWrite: () => Promise<void> = async () => undefined;

	constructor() {
		super({ objectMode: true });
	}

	confirm(): void {
		this.emit('confirmation');
	}

	give(...numbers: number[]): void {
		for (const number of numbers) this.write(delivery(number));
	}

	async ack(...deliveries: Delivery[]): Promise<void> {
		await this.note('ack', deliveries);
	}

	async nack(action: string, reason: string, ...deliveries: Delivery[]): Promise<void> {
		await this.note(`${action} (${reason})`, deliveries);
	}

	async unsubscribe(): Promise<void> {
		this.written.push('left');
	}

	private async note(what: string, deliveries: Delivery[]): Promise<void> {
		await this.onWrite();
		this.written.push(`${what} ${deliveries.map(({ event, link }) => Number((event ?? link)!.revision)).join(' ')}`);
	}
}

/** Executions whose ends a test decides. */
export class Executions {
	readonly begun: number[][] = [];
	private readonly ends: ((outcome: object) => void)[] = [];

	readonly execute = async (items: { json: IDataObject }[]) => {
		this.begun.push(items.map(({ json }) => (json.data as { number: number }).number));
		return await new Promise<never>((resolve) => this.ends.push(resolve as (outcome: object) => void));
	};

	/** @param index of the execution, in the order of their beginnings */
	end(index: number, outcome: object = { kind: 'done' }): void {
		this.ends[index]!(outcome);
	}
}

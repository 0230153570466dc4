import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProposedEvent } from '../../../../stack/eventstore/store/records.ts';
import { Store } from '../../../../stack/eventstore/store/store.ts';
import type { StoreOptions } from '../../../../stack/eventstore/store/store.ts';
import { uuidBytes } from '../../../../stack/eventstore/store/uuid.ts';

/** A store in a folder of its own, and what tests do with it. */
export class TemporaryStore {
	readonly folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	readonly #options: StoreOptions;
	store: Store;

	/** Position of the newest event before the test: a new store notes its projections. */
	readonly begin: number;

	constructor(options: StoreOptions = {}) {
		this.#options = options;
		this.store = new Store(this.folder, options);
		this.begin = this.store.lastPosition();
	}

	/** Closes the database and opens it again. */
	async reopen(): Promise<void> {
		await this.store.close();
		this.store = new Store(this.folder, this.#options);
	}

	async remove(): Promise<void> {
		await this.store.close();
		rmSync(this.folder, { recursive: true });
	}

	/** Revisions that a read of the whole stream shows. */
	revisions(stream: string): (number | null)[] {
		const state = this.store.read.stream(stream);
		return this.store.read.streamPage(state, 'forwards', 0, Number.MAX_SAFE_INTEGER).events.map((event) => event.revision);
	}

	/** Writes stream metadata as a client does. */
	setMetadata(stream: string, metadata: unknown): Promise<unknown> {
		return this.store.append(`$$${stream}`, 'any', [event('$metadata', metadata)]);
	}

	metadata(stream: string): unknown {
		const { read } = this.store;
		const page = read.streamPage(read.stream(`$$${stream}`), 'backwards', Number.MAX_SAFE_INTEGER, 1);
		const [last] = page.events;
		return last && JSON.parse(Buffer.from(last.data).toString());
	}
}

export function event(type = 'Tested', data: unknown = {}, id: string = randomUUID()): ProposedEvent {
	return { id: uuidBytes(id), type, isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: new Uint8Array() };
}

export function events(count: number): ProposedEvent[] {
	return Array.from({ length: count }, (_, index) => event('Tested', { index }));
}

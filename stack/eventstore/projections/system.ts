import type { Store, SystemProjection } from '../store/store.ts';
import type { Managed } from './managed.ts';
import { ProjectionRefusal } from './refusal.ts';
import type { Statistics } from './statistics.ts';
import { tagText } from './tag.ts';

/** A system projection: the store runs it; it can be switched and looked at. */
export class System implements Managed {
	readonly name: string;
	readonly #store: Store;
	/** How it was switched off since the start of the server. */
	#stopped = 'Stopped';

	constructor(name: string, store: Store) {
		this.name = name;
		this.#store = store;
	}

	async enable(): Promise<void> {
		await this.#store.enableProjection(this.name, true);
		this.#stopped = 'Stopped';
	}

	async disable(checkpoint: boolean): Promise<void> {
		const { enabled, fault } = this.#state;
		await this.#store.enableProjection(this.name, false);
		if (fault !== null) this.#stopped = 'Stopped/Faulted';
		else if (enabled) this.#stopped = checkpoint ? 'Stopped' : 'Aborted/Stopped';
	}

	update(): Promise<void> {
		return Promise.reject(this.#refusal('has no text of its own'));
	}

	reset(): Promise<void> {
		return Promise.reject(this.#refusal('cannot be reset'));
	}

	remove(): Promise<void> {
		return Promise.reject(this.#refusal('cannot be deleted'));
	}

	state(): Promise<string> {
		return Promise.resolve('{}');
	}

	result(): Promise<string> {
		return Promise.resolve('{}');
	}

	statistics(): Statistics {
		const { name, version, enabled, fault, position } = this.#state;
		const last = this.#store.lastPosition();
		const tag = tagText({ kind: 'log', position });
		return {
			name, version, epoch: -1, mode: 'Continuous',
			status: fault !== null ? 'Faulted (Enabled)' : enabled ? 'Running' : this.#stopped,
			reason: fault ?? '',
			progress: last === 0 ? 100 : (position / last) * 100,
			position: tag, lastCheckpoint: tag, eventsProcessed: 0, coreProcessingTime: 0, partitionsCached: 1,
		};
	}

	get #state(): SystemProjection {
		const found = this.#store.projections().find(({ name }) => name === this.name);
		if (found === undefined) throw new Error(`The system projection '${this.name}' is not in the database.`);
		return found;
	}

	#refusal(what: string): ProjectionRefusal {
		return new ProjectionRefusal('operation_failed', `The system projection '${this.name}' ${what}.`);
	}
}

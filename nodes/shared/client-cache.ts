import { createHash } from 'node:crypto';
import { clearTimeout, setTimeout } from 'node:timers';

/** How a system's clients are made and ended. */
export interface ClientLife<K extends object, C> {
	open(credential: K): C;
	close(client: C): void | Promise<void>;
	/** Milliseconds without use until a client is closed; a minute unless given. */
	idle?: number;
}

/** A client in use; give it back when the work is done. */
export interface Lease<C> {
	client: C;
	release: () => void;
	/** Lets nobody else begin with this client, which those who have it may go on with: it is not trusted any longer. */
	discard: () => void;
}

interface Entry<C> {
	client: C;
	users: number;
	timer: NodeJS.Timeout | undefined;
}

/**
 * Clients that outlive an execution, one for each credential, closed when nobody has used them for a while.
 *
 * A changed credential is another one, so an edit in n8n never meets an old client.
 */
export class ClientCache<K extends object, C> {
	private readonly entries = new Map<string, Entry<C>>();
	private readonly life: ClientLife<K, C>;

	constructor(life: ClientLife<K, C>) {
		this.life = life;
	}

	lease(credential: K): Lease<C> {
		const key = createHash('sha256').update(JSON.stringify(credential)).digest('hex');
		const entry = this.entries.get(key) ?? { client: this.life.open(credential), users: 0, timer: undefined };
		this.entries.set(key, entry);
		clearTimeout(entry.timer);
		entry.users++;
		let released = false;
		return {
			client: entry.client,
			release: () => {
				if (released) return;
				released = true;
				if (--entry.users > 0) return;
				// Unreferenced, so that a process with nothing else to do can end.
				if (this.entries.get(key) === entry) entry.timer = setTimeout(() => this.end(key, entry), this.life.idle ?? 60_000).unref();
				else this.end(key, entry);
			},
			discard: () => {
				if (this.entries.get(key) === entry) this.entries.delete(key);
			},
		};
	}

	private end(key: string, entry: Entry<C>): void {
		if (this.entries.get(key) === entry) this.entries.delete(key);
		void this.life.close(entry.client);
	}
}

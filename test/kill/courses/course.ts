import type { Watched } from '../gate/watch.ts';
import type { Ground } from '../ground.ts';
import type { Pool } from '../systems/ceph.ts';

/** What a caller was told in the end. */
export interface Answer {
	status: number;
	body: unknown;
}

/** What the systems have of a case, however each of them is asked. Objects that are equal say the same. */
export type Inventory = Record<string, unknown>;

/** What is looked at once for all cases. */
export interface Sight {
	/** By slugs of tenants. */
	pools: ReadonlyMap<string, Pool>;
}

/** One request to a process, with all that it is about. */
export interface Case extends Watched {
	/** Slug of the tenant in whose pool its volume is, if it is about one; pools are emptied for all cases at once. */
	pool?: string;
	/** Name of the volume; what is in the pool and is called otherwise belongs to another case or to nobody. */
	volume?: string;
	/** Stream of the run's journal; a process that keeps none has none. */
	journal: string | undefined;
	/**
	 * Makes the request, and whatever belongs to it, such as the answer of a second person. Made again, it is the same request.
	 *
	 * @throws Error when n8n is gone
	 */
	call(): Promise<Answer>;
	inventory(sight: Sight): Promise<Inventory>;
	/** Removes it from all systems that can forget. */
	forget(): Promise<void>;
}

/** One way in which a process goes. */
export interface Course {
	/** Name of the process in the library. */
	process: string;
	/** Other processes that are called on the way, and killed with it. */
	with?: readonly string[];
	/** What happens, in a few words. */
	name: string;
	/** Makes what is there before the request. */
	prepare(ground: Ground): Promise<Case>;
	/** Beside which of its writes it is killed, by their names; beside all of them unless given. The others are those of another course. */
	only?: RegExp;
	/** Whether an interrupted request may leave this behind until it is made again, beside what is so before and after it. */
	mayLeave?(inventory: Inventory, undisturbed: Inventory): boolean;
	/** Whether this is there while the run waits for a person; a process that does not wait says nothing of it. */
	waiting?(inventory: Inventory): boolean;
}

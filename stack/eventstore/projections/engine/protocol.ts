import type { Definition } from '../language/definition.ts';
import type { EmittedEvent } from '../language/sandbox.ts';

/** An event as a projection gets it: links are resolved, `type` and `stream` are null where the link leads nowhere. */
export interface InputEvent {
	type: string | null;
	stream: string | null;
	/** -1 where the link leads nowhere. */
	revision: number;
	/** UUID as text. */
	id: string | null;
	isJson: boolean;
	data: Uint8Array;
	metadata: Uint8Array;
	/** Undefined for what is no link. */
	linkMetadata: Uint8Array | undefined;
	category: string | null;
	/** The event says that a stream was deleted; it goes to `$deleted`, not to the other handlers. */
	deletes?: { stream: string; soft: boolean };
}

/** State and result of a partition, JSON. `result` is undefined where the state is the result, `null` (as text) where there is none. */
export interface PartitionState {
	state: string;
	result: string | undefined;
}

/** States by partition; the projection's own is that of the partition `''`. */
export type States = Map<string, PartitionState>;

/** What one event led to. */
export interface Step {
	/** Index of the event in its page. */
	event: number;
	/** The partition began with this event. */
	created?: string;
	emitted: EmittedEvent[];
	/** A result that changed: JSON, `null` as text when there is none any more. */
	result?: { partition: string; json: string };
}

/** Why an event could not be handled. */
export interface PageFault {
	during: 'event' | 'deletion' | 'partitioning';
	text: string;
}

/** What a page of events led to. */
export interface PageOutcome {
	/** Events that were handled: all, unless there is a fault or the page took long. */
	handled: number;
	steps: Step[];
	/** The states that changed, as they are in the end. */
	states: States;
	/** What happened at the event after those. */
	fault?: PageFault;
	logged: string[];
}

/** What the engine asks its thread. */
export type Request =
	| { kind: 'open'; key: number; query: string }
	| { kind: 'load'; key: number; states: States }
	| { kind: 'run'; key: number; events: InputEvent[] }
	| { kind: 'close'; key: number };

/** What the thread answers. */
export type Reply =
	| { definition: Definition }
	| { fault: string }
	| { outcome: PageOutcome }
	| { done: true };

/**
 * What the two threads share, 32 bits each: the key of the projection whose code runs (0: none), a count of calls, and the
 * index of the event in its page.
 */
export const watched = { key: 0, calls: 1, event: 2, length: 3 };

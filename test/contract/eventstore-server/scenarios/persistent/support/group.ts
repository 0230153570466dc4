import {
	persistentSubscriptionToAllSettingsFromDefaults, persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import type {
	EventStoreDBClient, Filter, PersistentSubscriptionToAllInfo, PersistentSubscriptionToAllSettings,
	PersistentSubscriptionToStreamInfo, PersistentSubscriptionToStreamSettings, Position, ReadStreamOptions, ResolvedEvent,
} from '@eventstore/db-client';
import { brief } from '../../../replay/brief.ts';
import type { Run } from '../../../replay/run.ts';
import { consume } from './consume.ts';
import type { Consuming, Plan } from './consume.ts';

export type Info = PersistentSubscriptionToStreamInfo | PersistentSubscriptionToAllInfo;
type Settings = PersistentSubscriptionToStreamSettings | PersistentSubscriptionToAllSettings;

/** Settings of a group on a stream, from the start of it unless told otherwise. */
export function streamSettings(changes: Partial<PersistentSubscriptionToStreamSettings> = {}): PersistentSubscriptionToStreamSettings {
	return persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...changes });
}

/** Settings of a group on $all, from the start of it unless told otherwise. */
export function allSettings(changes: Partial<PersistentSubscriptionToAllSettings> = {}): PersistentSubscriptionToAllSettings {
	return persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start', ...changes });
}

/** Settings with which a checkpoint comes soon after anything is acknowledged. */
export const noteSoon = { checkPointLowerBound: 1, checkPointAfter: 300 };

/** A persistent subscription of a scenario, on a stream or on $all, and what scenarios do with it. */
export class Group {
	readonly source: string;
	readonly name: string;
	readonly #run: Run;
	readonly #client: EventStoreDBClient;

	constructor(run: Run, source = run.name(), name = run.name('g'), client = run.client) {
		this.source = source;
		this.name = name;
		this.#run = run;
		this.#client = client;
	}

	/** The same group, for somebody else. */
	as(client: EventStoreDBClient): Group {
		return new Group(this.#run, this.source, this.name, client);
	}

	get parkedStream(): string {
		return `$persistentsubscription-${this.source}::${this.name}-parked`;
	}

	get checkpointStream(): string {
		return `$persistentsubscription-${this.source}::${this.name}-checkpoint`;
	}

	/** Creates it as a step of the scenario, which ends when that fails; it is removed at the end. */
	async made(changes: Partial<Settings> = {}, filter?: Filter): Promise<void> {
		this.removedAtTheEnd();
		await this.#run.must('create', () => this.create(changes, filter));
	}

	removedAtTheEnd(): void {
		this.#run.cleanup(() => this.remove());
	}

	create(changes: Partial<Settings> = {}, filter?: Filter): Promise<void> {
		if (this.#onAll) {
			const settings = allSettings(changes as Partial<PersistentSubscriptionToAllSettings>);
			return this.#client.createPersistentSubscriptionToAll(this.name, settings, { filter });
		}
		const settings = streamSettings(changes as Partial<PersistentSubscriptionToStreamSettings>);
		return this.#client.createPersistentSubscriptionToStream(this.source, this.name, settings);
	}

	update(changes: Partial<Settings> = {}): Promise<void> {
		if (this.#onAll) {
			const settings = allSettings(changes as Partial<PersistentSubscriptionToAllSettings>);
			return this.#client.updatePersistentSubscriptionToAll(this.name, settings);
		}
		const settings = streamSettings(changes as Partial<PersistentSubscriptionToStreamSettings>);
		return this.#client.updatePersistentSubscriptionToStream(this.source, this.name, settings);
	}

	remove(): Promise<void> {
		return this.#onAll
			? this.#client.deletePersistentSubscriptionToAll(this.name)
			: this.#client.deletePersistentSubscriptionToStream(this.source, this.name);
	}

	info(): Promise<Info> {
		return this.#onAll
			? this.#client.getPersistentSubscriptionToAllInfo(this.name)
			: this.#client.getPersistentSubscriptionToStreamInfo(this.source, this.name);
	}

	/** Whether it tells of a checkpoint, at a revision or anywhere; it may not lie in the checkpoint stream yet. */
	async hasCheckpoint(revision?: bigint): Promise<boolean> {
		const { lastCheckpointedEventRevision: at, lastCheckpointedEventPosition: onAll } = (await this.info()).stats as Partial<AnyPlace>;
		return revision === undefined ? (at ?? onAll) !== undefined : at === revision;
	}

	replay(options?: { stopAt: number | bigint }): Promise<void> {
		return this.#onAll
			? this.#client.replayParkedMessagesToAll(this.name, options)
			: this.#client.replayParkedMessagesToStream(this.source, this.name, options);
	}

	/** A consumer that does with each event what the plan says. */
	consume(plan?: Plan, options?: { bufferSize: number }): Consuming {
		const subscription = this.#onAll
			? this.#client.subscribeToPersistentSubscriptionToAll(this.name, options)
			: this.#client.subscribeToPersistentSubscriptionToStream(this.source, this.name, options);
		return consume(this.#run, subscription, plan);
	}

	/** Two consumers, connected one after the other. */
	async two(plan?: Plan, options?: { bufferSize: number }): Promise<[Consuming, Consuming]> {
		const one = this.consume(plan, options);
		await one.confirmed();
		const other = this.consume(plan, options);
		await other.confirmed();
		return [one, other];
	}

	/** A step: the first information that is good. */
	async infoUntil(what: string, good: (stats: Info['stats'] & Partial<AnyPlace>, info: Info) => unknown): Promise<void> {
		await this.#run.until(what, () => this.info(), (info) => good(info.stats, info), tellInfo);
	}

	/** A step: the parked stream once so many events lie there. */
	async parkedUntil(what: string, count: number): Promise<void> {
		await this.#run.until(what, () => this.parked(), (found) => found.length >= count, (found) => found.map(brief));
	}

	/** The parked events, as links. */
	parked(options?: ReadStreamOptions): Promise<ResolvedEvent[]> {
		return this.#run.read(this.parkedStream, options);
	}

	parkedBrief(options?: ReadStreamOptions): Promise<string[]> {
		return this.#run.readBrief(this.parkedStream, options);
	}

	/** The newest checkpoint, as a list of one. */
	lastCheckpoint(): Promise<ResolvedEvent[]> {
		return this.#run.read(this.checkpointStream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 });
	}

	async lastCheckpointBrief(): Promise<string[]> {
		return (await this.lastCheckpoint()).map(brief);
	}

	get #onAll(): boolean {
		return this.source === '$all';
	}
}

/** Where groups on streams and on $all have come to; each has its own. */
interface AnyPlace {
	lastCheckpointedEventRevision: bigint;
	lastCheckpointedEventPosition: Position;
}

/** The positions of a group on $all depend on what others write meanwhile: only whether there are any is told. */
function tellInfo(info: Info): unknown {
	if (!('lastKnownEventPosition' in info.stats)) return info;
	const { lastCheckpointedEventPosition, lastKnownEventPosition } = info.stats;
	return {
		...info,
		stats: {
			...info.stats,
			lastCheckpointedEventPosition: typeof lastCheckpointedEventPosition,
			lastKnownEventPosition: typeof lastKnownEventPosition,
		},
	};
}

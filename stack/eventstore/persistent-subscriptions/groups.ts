import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { ProposedEvent } from '../store/records.ts';
import { eventType } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { uuidBytes } from '../store/uuid.ts';
import { formatConfiguration, parseConfiguration } from './configuration.ts';
import type { GroupConfiguration } from './configuration.ts';
import { compileFilter } from './filter.ts';
import { Group } from './group.ts';
import { GroupFailure } from './group-failure.ts';
import { settingsFault } from './settings.ts';
import type { GroupSettings } from './settings.ts';
import { AllSource } from './sources/all-source.ts';
import type { Source } from './sources/source.ts';
import { StreamSource } from './sources/stream-source.ts';
import { allStream, checkpointStream, configurationStream, parkedStream } from './streams.ts';

/**
 * The persistent subscriptions of a store. Which there are is kept in an event of the store; a start finds them there,
 * and each goes on behind its last checkpoint.
 */
export class Groups {
	readonly #store: Store;
	readonly #log: Log;
	/** By source, then by name. */
	readonly #groups = new Map<string, Map<string, Group>>();
	#stopListening: (() => void) | undefined;

	constructor(store: Store, log: Log) {
		this.#store = store;
		this.#log = log;
		this.#load();
	}

	/** @throws GroupFailure when it exists, or its settings cannot be used */
	async create(source: string, name: string, settings: GroupSettings, user: string): Promise<void> {
		if (this.#groups.get(source)?.has(name) === true) throw new GroupFailure('exists', source, name);
		this.#start(this.#configure(source, name, settings));
		try {
			await this.#save(user);
		} catch (error) {
			this.#remove(source, name);
			throw error;
		}
	}

	/**
	 * Gives a group other settings, which lets its consumers go. Its filter stays as it is.
	 *
	 * @throws GroupFailure when it does not exist, or the settings cannot be used
	 */
	async update(source: string, name: string, settings: GroupSettings, user: string): Promise<void> {
		const old = this.find(source, name);
		const { filter } = old.configuration.settings;
		const configuration = this.#configure(source, name, { ...settings, filter });
		old.stop();
		this.#start(configuration);
		await this.#save(user);
	}

	/**
	 * Removes a group with its parked events and its checkpoints.
	 *
	 * @throws GroupFailure when it does not exist
	 */
	async delete(source: string, name: string, user: string): Promise<void> {
		this.find(source, name);
		this.#remove(source, name);
		await Promise.all([
			this.#save(user),
			this.#store.delete(parkedStream(source, name), 'any'),
			this.#store.delete(checkpointStream(source, name), 'any'),
		]);
	}

	/** @throws GroupFailure when there is none of the name */
	find(source: string, name: string): Group {
		const group = this.#groups.get(source)?.get(name);
		if (group === undefined) throw new GroupFailure('missing', source, name);
		return group;
	}

	/**
	 * The groups of a source, or all.
	 *
	 * @throws GroupFailure when the source has none
	 */
	list(source?: string): Group[] {
		const found = source === undefined ? [...this.#groups.values()] : [this.#groups.get(source) ?? new Map<string, Group>()];
		const groups = found.flatMap((named) => [...named.values()]);
		if (source !== undefined && groups.length === 0) throw new GroupFailure('missing', source, '');
		return groups;
	}

	/** Lets all consumers go and begins again from what is kept. */
	restart(): void {
		for (const group of this.list()) group.stop();
		this.#groups.clear();
		this.#load();
	}

	/** Notes how far each group has come; to be called before the store is closed. */
	close(): void {
		this.#stopListening?.();
		for (const group of this.list()) group.close();
	}

	#load(): void {
		const { read } = this.#store;
		const stream = read.stream(configurationStream);
		const [last] = read.streamPage(stream, 'backwards', stream.revision, 1).events;
		if (last === undefined) return;
		let configurations: GroupConfiguration[];
		try {
			configurations = parseConfiguration(Buffer.from(last.data).toString());
		} catch (error) {
			// Somebody else wrote into the stream; the store serves all the same.
			this.#log('groups-unreadable', { stream: configurationStream, error: String(error) });
			return;
		}
		for (const configuration of configurations) this.#start(configuration);
	}

	#configure(source: string, group: string, settings: GroupSettings): GroupConfiguration {
		const { startFrom } = settings;
		const last = this.#readable(source, group, settings).last();
		const beyond = source === allStream && typeof startFrom === 'number' && startFrom > last
			? 'Invalid Start From position: commit position must be less than or equal to the last commit position in the transaction file.'
			: undefined;
		const fault = settingsFault(settings) ?? beyond;
		if (fault !== undefined) throw new GroupFailure('refused', source, group, fault);
		return { source, group, settings, end: startFrom === 'end' ? last : undefined };
	}

	#readable(source: string, group: string, settings: GroupSettings): Source {
		try {
			return this.#source(source, settings);
		} catch (error) {
			throw new GroupFailure('refused', source, group, error instanceof Error ? error.message : String(error));
		}
	}

	#start(configuration: GroupConfiguration): void {
		const { source, group, settings } = configuration;
		const named = this.#groups.get(source) ?? new Map<string, Group>();
		this.#groups.set(source, named);
		named.set(group, new Group(configuration, this.#source(source, settings), this.#store, this.#log));
		this.#listen();
	}

	#remove(source: string, name: string): void {
		const groups = this.#groups.get(source);
		groups?.get(name)?.stop();
		groups?.delete(name);
		if (groups?.size === 0) this.#groups.delete(source);
		this.#listen();
	}

	#source(name: string, { filter, resolveLinks }: GroupSettings): Source {
		if (name !== allStream) return new StreamSource(this.#store, name, resolveLinks);
		return new AllSource(this.#store, resolveLinks, filter && compileFilter(filter));
	}

	/** Commits are looked at only while there are groups. */
	#listen(): void {
		if (this.#groups.size === 0) {
			this.#stopListening?.();
			this.#stopListening = undefined;
			return;
		}
		this.#stopListening ??= this.#store.onCommit((streams) => {
			this.#wake(allStream);
			for (const stream of streams) this.#wake(stream);
		});
	}

	#wake(source: string): void {
		const groups = this.#groups.get(source);
		if (groups !== undefined) for (const group of groups.values()) group.wake();
	}

	async #save(user: string): Promise<void> {
		const groups = this.list().map((group): [GroupConfiguration, Source] => [group.configuration, group.source]);
		const text = formatConfiguration(groups, user);
		const first = this.#store.read.stream(configurationStream).revision < 0;
		await Promise.all([
			this.#store.append(configurationStream, 'any', [jsonEvent('$PersistentConfig', text)]),
			// Only the newest event counts; the others would grow with the square of the number of groups.
			first && this.#store.append(`$$${configurationStream}`, 'any', [jsonEvent(eventType.metadata, '{"$maxCount":2}')]),
		]);
	}
}

function jsonEvent(type: string, text: string): ProposedEvent {
	return { id: uuidBytes(randomUUID()), type, isJson: true, data: Buffer.from(text), metadata: new Uint8Array() };
}

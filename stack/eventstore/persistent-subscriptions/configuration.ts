import { strategyName } from './settings.ts';
import type { FilterSettings, GroupSettings, StartFrom } from './settings.ts';
import type { Source } from './sources/source.ts';
import { allStream } from './streams.ts';

/** Version of the form in which the groups are kept. */
const version = '2';

/** A group as it is kept: its names, its settings, and what `end` meant when it was told to begin there. */
export interface GroupConfiguration {
	/** Stream, or `$all`. */
	source: string;
	group: string;
	settings: GroupSettings;
	/** Place of the source's last event when it was told to begin at the end: without a checkpoint a restart goes on there. */
	end: number | undefined;
}

/** An entry of the configuration: the vendor's names; what is false, 0 or missing is left out. */
interface Entry {
	stream: string;
	group: string;
	resolveLinkTos?: boolean;
	filter?: FilterSettings;
	extraStatistics?: boolean;
	messageTimeout?: number;
	/** Of groups on a stream: revision, -1 for the end. */
	startFrom?: number;
	startPosition?: string;
	/** Ours: see `end` of the group. */
	endWas?: number;
	liveBufferSize?: number;
	historyBufferSize?: number;
	maxRetryCount?: number;
	readBatchSize?: number;
	checkPointAfter?: number;
	minCheckPointCount?: number;
	maxCheckPointCount?: number;
	maxSubscriberCount?: number;
	namedConsumerStrategy?: string;
}

/** The text of a configuration event. */
export function formatConfiguration(groups: Iterable<[GroupConfiguration, Source]>, user: string): string {
	const entries = [...groups].map(([group, source]) => toEntry(group, source));
	return JSON.stringify({ version, updated: new Date().toISOString(), updatedBy: user, entries });
}

/** Reads a configuration event. */
export function parseConfiguration(text: string): GroupConfiguration[] {
	const { entries } = JSON.parse(text) as { entries?: Entry[] };
	return (entries ?? []).map(fromEntry);
}

/** Where the group begins, as informations and the configuration tell it. */
export function formatStart(startFrom: StartFrom, source: Source): string {
	if (startFrom === 'start') return source.format(0);
	return source.format(startFrom === 'end' ? -1 : startFrom);
}

function toEntry({ source: stream, group, settings, end }: GroupConfiguration, source: Source): Entry {
	const { startFrom } = settings;
	const entry: { [K in keyof Required<Entry>]: Entry[K] | undefined } = {
		stream,
		group,
		resolveLinkTos: settings.resolveLinks,
		filter: settings.filter,
		extraStatistics: settings.extraStatistics,
		messageTimeout: settings.messageTimeout,
		startFrom: stream === allStream ? undefined : Number(formatStart(startFrom, source)),
		startPosition: formatStart(startFrom, source),
		endWas: end,
		liveBufferSize: settings.liveBufferSize,
		historyBufferSize: settings.historyBufferSize,
		maxRetryCount: settings.maxRetryCount,
		readBatchSize: settings.readBatchSize,
		checkPointAfter: settings.checkpointAfter,
		minCheckPointCount: settings.minCheckpointCount,
		maxCheckPointCount: settings.maxCheckpointCount,
		maxSubscriberCount: settings.maxSubscriberCount,
		namedConsumerStrategy: settings.strategy,
	};
	const kept = Object.entries(entry).filter(([key, value]) => value !== undefined && (Boolean(value) || key === 'group' || key === 'endWas'));
	return Object.fromEntries(kept) as unknown as Entry;
}

function fromEntry(entry: Entry): GroupConfiguration {
	return {
		source: entry.stream,
		group: entry.group,
		end: entry.endWas,
		settings: {
			startFrom: startOf(entry),
			resolveLinks: entry.resolveLinkTos ?? false,
			extraStatistics: entry.extraStatistics ?? false,
			messageTimeout: entry.messageTimeout ?? 0,
			maxRetryCount: entry.maxRetryCount ?? 0,
			checkpointAfter: entry.checkPointAfter,
			minCheckpointCount: entry.minCheckPointCount ?? 0,
			maxCheckpointCount: entry.maxCheckPointCount ?? 0,
			maxSubscriberCount: entry.maxSubscriberCount ?? 0,
			liveBufferSize: entry.liveBufferSize ?? 0,
			readBatchSize: entry.readBatchSize ?? 0,
			historyBufferSize: entry.historyBufferSize ?? 0,
			strategy: strategyName(entry.namedConsumerStrategy ?? '') ?? 'RoundRobin',
			filter: entry.filter,
		},
	};
}

function startOf({ startPosition = '0' }: Entry): StartFrom {
	const place = Number(/^C:(-?\d+)\//.exec(startPosition)?.[1] ?? startPosition);
	if (place === 0) return 'start';
	return place < 0 ? 'end' : place;
}

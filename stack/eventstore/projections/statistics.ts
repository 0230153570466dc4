import type { Run } from './run.ts';
import type { Mode, ProjectionSettings } from './settings.ts';
import { tagText } from './tag.ts';

/** What is told of a projection, by the names of the vendor's. */
export interface Statistics {
	name: string;
	status: string;
	reason: string;
	version: number;
	epoch: number;
	mode: Mode;
	/** Per cent; -1 where nothing was read. */
	progress: number;
	position: string;
	lastCheckpoint: string;
	eventsProcessed: number;
	/** Milliseconds. */
	coreProcessingTime: number;
	partitionsCached: number;
}

/** The numbers of a run; those of the projection itself are filled in by it. */
export function statisticsOf(run: Run | undefined, { mode }: ProjectionSettings): Statistics {
	const own = { name: '', status: '', reason: '', version: 0, epoch: -1, mode };
	if (run === undefined) {
		return { ...own, progress: 0, position: '', lastCheckpoint: '', eventsProcessed: 0, coreProcessingTime: 0, partitionsCached: 0 };
	}
	return {
		...own,
		progress: run.source.progress(run.tag),
		position: tagText(run.tag),
		lastCheckpoint: tagText(run.checkpointTag),
		eventsProcessed: run.handled,
		coreProcessingTime: Math.round(run.processing),
		partitionsCached: Math.max(1, run.states.size),
	};
}

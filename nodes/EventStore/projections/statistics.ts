import { ProjectionsClient } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import { StatisticsReq, type StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';

import { orNone } from '../../shared/or-none.ts';
import { toJsonNumber } from '../revision.ts';
import type { EventStore } from '../transport.ts';
import { inWords, MISSING } from './failure.ts';

/** Which projections to tell about: one by its name, or those of a kind. */
export type Which = { name: string } | { mode: 'all' | 'continuous' | 'oneTime' | 'transient' };

/** A projection as items carry it. */
export type ProjectionItem = ReturnType<typeof toItem>;

/** What the server tells of projections: the client's own list leaves out those that do not run for ever. */
export async function statisticsOf(eventStore: EventStore, which: Which, deadline?: number): Promise<ProjectionItem[]> {
	const options = new StatisticsReq.Options();
	if ('name' in which) options.setName(which.name);
	else if (which.mode === 'all') options.setAll(new Empty());
	else if (which.mode === 'continuous') options.setContinuous(new Empty());
	else if (which.mode === 'oneTime') options.setOneTime(new Empty());
	else options.setTransient(new Empty());
	const request = new StatisticsReq().setOptions(options);
	const answers = await inWords('name' in which ? which.name : undefined, () =>
		eventStore.call((connection) => connection.several(ProjectionsClient, (client, metadata, options) => client.statistics(request, metadata, options), deadline)),
	);
	return answers.flatMap((answer) => answer.getDetails() ?? []).map(toItem);
}

/** The projection of a name; `undefined` when there is none. */
export async function findProjection(eventStore: EventStore, name: string): Promise<ProjectionItem | undefined> {
	return (await orNone(statisticsOf(eventStore, { name }), MISSING))?.[0];
}

function toItem(details: StatisticsResp.Details) {
	const status = details.getStatus();
	return {
		projection: details.getName(),
		mode: details.getMode(),
		status,
		faulted: status.includes('Faulted'),
		reason: details.getStatereason() || null,
		/** Per cent; -1 while the server does not know. */
		progress: details.getProgress(),
		position: details.getPosition() || null,
		lastCheckpoint: details.getLastcheckpoint() || null,
		checkpointStatus: details.getCheckpointstatus() || null,
		processed: count(details.getEventsprocessedafterrestart()),
		buffered: count(details.getBufferedevents()),
		partitionsCached: details.getPartitionscached(),
		readsInProgress: details.getReadsinprogress(),
		writesInProgress: details.getWritesinprogress(),
		writesBeforeCheckpoint: details.getWritependingeventsbeforecheckpoint(),
		writesAfterCheckpoint: details.getWritependingeventsaftercheckpoint(),
		version: count(details.getVersion()),
		epoch: count(details.getEpoch()),
	};
}

function count(text: string): number | string {
	return toJsonNumber(BigInt(text));
}

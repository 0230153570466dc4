import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { StatisticsReq, StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { Statistics } from '../../projections/statistics.ts';
import type { ProjectionsContext } from './context.ts';
import { refusal } from './unary.ts';

/** Projections.Statistics: one projection by its name, those of a mode, or all. An empty name is none: all are meant. */
export function statistics(context: ProjectionsContext): handleServerStreamingCall<StatisticsReq, StatisticsResp> {
	return (call) => {
		try {
			for (const found of chosen(context, call.request.getOptions())) call.write(response(found));
			call.end();
		} catch (error) {
			call.emit('error', refusal(error, 'Statistics', context));
		}
	};
}

function chosen({ projections }: ProjectionsContext, options: StatisticsReq.Options | undefined): Statistics[] {
	const name = options?.getName() ?? '';
	if (name !== '') return [projections.get(name).statistics()];
	const mode = options?.hasContinuous() ? 'Continuous'
		: options?.hasTransient() ? 'Transient'
		: options?.hasOneTime() ? 'OneTime'
		: undefined;
	return projections.all().map((projection) => projection.statistics()).filter((found) => mode === undefined || found.mode === mode);
}

function response(found: Statistics): StatisticsResp {
	const details = new projectionsPb.StatisticsResp.Details()
		.setName(found.name)
		.setEffectivename(found.name)
		.setMode(found.mode)
		.setStatus(found.status)
		.setStatereason(found.reason)
		.setVersion(String(found.version))
		.setEpoch(String(found.epoch))
		.setProgress(found.progress)
		.setPosition(found.position)
		.setLastcheckpoint(found.lastCheckpoint)
		.setEventsprocessedafterrestart(String(found.eventsProcessed))
		.setCoreprocessingtime(String(found.coreProcessingTime))
		.setPartitionscached(found.partitionsCached)
		.setBufferedevents('0');
	return new projectionsPb.StatisticsResp().setDetails(details);
}

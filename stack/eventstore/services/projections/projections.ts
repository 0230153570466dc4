import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type {
	DisableReq, DisableResp, EnableReq, EnableResp, StatisticsReq, StatisticsResp,
} from '@eventstore/db-client/generated/projections_pb.js';
import type { handleServerStreamingCall, handleUnaryCall } from '@grpc/grpc-js';
import { projectionNotFound } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { failure } from '../failure.ts';

/** What the handlers of the Projections service work with. */
export interface ProjectionsContext {
	store: Store;
	log: Log;
}

/** Projections.Enable: lets a system projection run, from where it stopped. */
export function enable(context: ProjectionsContext): handleUnaryCall<EnableReq, EnableResp> {
	return (call, callback) => {
		set(context, call.request.getOptions()?.getName() ?? '', true).then(
			() => callback(null, new projectionsPb.EnableResp()),
			(error: unknown) => callback(failure(error, 'Enable', context.log), null),
		);
	};
}

/** Projections.Disable: stops a system projection; the links that it has written stay. */
export function disable(context: ProjectionsContext): handleUnaryCall<DisableReq, DisableResp> {
	return (call, callback) => {
		set(context, call.request.getOptions()?.getName() ?? '', false).then(
			() => callback(null, new projectionsPb.DisableResp()),
			(error: unknown) => callback(failure(error, 'Disable', context.log), null),
		);
	};
}

/** Projections.Statistics: one projection by name, or all that are asked for; system projections are continuous. */
export function statistics(context: ProjectionsContext): handleServerStreamingCall<StatisticsReq, StatisticsResp> {
	return (call) => {
		const options = call.request.getOptions();
		const last = context.store.lastPosition();
		const projections = context.store.projections().filter(({ name }) => {
			if (options?.hasName()) return name === options.getName();
			return options?.hasAll() === true || options?.hasContinuous() === true;
		});
		if (options?.hasName() && projections.length === 0) {
			call.emit('error', projectionNotFound(options.getName()));
			return;
		}
		for (const projection of projections) call.write(response(projection, last));
		call.end();
	};
}

async function set({ store }: ProjectionsContext, name: string, enabled: boolean): Promise<void> {
	if (!await store.enableProjection(name, enabled)) throw projectionNotFound(name);
}

function response(
	projection: { name: string; enabled: boolean; position: number }, last: number,
): StatisticsResp {
	const { name, enabled, position } = projection;
	const details = new projectionsPb.StatisticsResp.Details()
		.setCoreprocessingtime('0').setVersion('0').setEpoch('-1').setEventsprocessedafterrestart('0').setBufferedevents('0')
		.setName(name)
		.setEffectivename(name)
		.setMode('Continuous')
		.setStatus(enabled ? 'Running' : 'Stopped')
		.setPosition(`C:${position}/P:${position}`)
		.setLastcheckpoint(`C:${position}/P:${position}`)
		.setProgress(last === 0 ? 100 : (position / last) * 100);
	return new projectionsPb.StatisticsResp().setDetails(details);
}

import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import monitoringPb from '@eventstore/db-client/generated/monitoring_pb.js';
import type { StatsReq, StatsResp } from '@eventstore/db-client/generated/monitoring_pb.js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import { shuttingDown } from '../../errors.ts';
import { flatten, measure } from '../../statistics.ts';
import { failure } from '../failure.ts';
import type { MonitoringContext } from './context.ts';

/** Shortest and longest time between two messages, milliseconds; timers know no longer one. */
const shortestPeriod = 50;
const longestPeriod = 2 ** 31 - 1;

/** Monitoring.Stats: what the server measures, as often as asked for, until the client goes. */
export function stats({ store, folder, log, closing }: MonitoringContext): handleServerStreamingCall<StatsReq, StatsResp> {
	return (call) => {
		const gone = new AbortController();
		call.once('cancelled', () => gone.abort());
		const until = AbortSignal.any([gone.signal, closing]);
		const period = Number(call.request.getRefreshTimePeriodInMs());
		const tell = async () => {
			while (!until.aborted) {
				const response = new monitoringPb.StatsResp();
				for (const [name, value] of flatten(measure(store, folder))) response.getStatsMap().set(name, value);
				// Who does not read is told no more.
				if (!call.write(response)) await once(call, 'drain', { signal: until });
				await delay(Math.min(Math.max(shortestPeriod, period), longestPeriod), undefined, { signal: until });
			}
		};
		// A period of 0 is one without messages, as on the vendor's server.
		const running = period === 0 ? new Promise((_, reject) => until.addEventListener('abort', reject)) : tell();
		running.catch((error: unknown) => {
			if (closing.aborted) call.emit('error', shuttingDown());
			else if (!gone.signal.aborted) call.emit('error', failure(error, 'Stats', log));
		});
	};
}

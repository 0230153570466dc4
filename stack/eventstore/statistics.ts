import { statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { memory } from './store/database.ts';
import type { Store } from './store/store.ts';

/** A group of measurements, or one. */
export type Measured = { [name: string]: Measured } | string | number;

const startedAt = new Date();

/**
 * What the vendor's server measures, under its names; where something is not measured, or is none here, stands 0.
 *
 * @param folder of the database
 */
export function measure(store: Store, folder: string): Record<string, Measured> {
	const [one = 0, five = 0, fifteen = 0] = loadavg();
	const lastPosition = store.lastPosition();
	return {
		proc: {
			id: process.pid, startTime: startedAt.toISOString(), mem: process.memoryUsage.rss(), cpu: process.cpuUsage().user / 1e6,
			threadsCount: availableParallelism(), contentionsRate: 0, thrownExceptionsRate: 0,
			gc: { totalBytesInHeaps: getHeapStatistics().used_heap_size }, diskIo: { writtenBytes: 0 }, tcp: { connections: 0 },
		},
		sys: {
			cpu: one / availableParallelism(), freeMem: freemem(), totalMem: totalmem(), drive: drive(folder),
			loadavg: { '1m': one, '5m': five, '15m': fifteen },
		},
		es: {
			writer: { lastPosition }, checksum: lastPosition, checksumNonFlushed: lastPosition,
			queue: { length: 0 }, readIndex: { cachedRecord: 0 }, cache: { size: 0 },
		},
	};
}

/** Measurements under one name each, its parts joined by a dash: `proc-gc-totalBytesInHeaps`. */
export function* flatten(measured: Record<string, Measured>, prefix = ''): Generator<[string, string]> {
	for (const [name, value] of Object.entries(measured)) {
		if (typeof value === 'object') yield* flatten(value, `${prefix}${name}-`);
		else yield [prefix + name, String(value)];
	}
}

function drive(folder: string): Record<string, Measured> {
	if (folder === memory) return {};
	const { bsize, blocks, bavail } = statfsSync(folder);
	return { [folder]: { availableBytes: bavail * bsize, totalBytes: blocks * bsize } };
}

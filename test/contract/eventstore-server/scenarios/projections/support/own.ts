import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js';
import emptyPb from '@eventstore/db-client/generated/shared_pb.js';
import type { ProjectionDetails } from '@eventstore/db-client';
import type { Run } from '../../../replay/run.ts';

/** Handlers that count the events of type `t`. */
export const counting = '{ $init: () => ({ count: 0 }), t: (s, e) => { s.count += 1; return s; } }';

/** Handlers that count every event, for each partition. */
export const countingAll = '{ $init: () => ({ count: 0 }), $any: (s, e) => { s.count += 1; return s; } }';

/** What a scenario tells of a status. */
export const short = ({ status, stateReason }: ProjectionDetails) => ({ status, stateReason });

interface CreateOptions {
	/** `p…` unless given. */
	name?: string;
	emitEnabled?: boolean;
	trackEmittedStreams?: boolean;
}

/** Creates a projection of the run's own, tells it, and removes it at the end. @returns its name */
export async function create(run: Run, query: string, { name = run.name('p'), ...options }: CreateOptions = {}): Promise<string> {
	removeAtTheEnd(run, name);
	await run.must('create', () => run.client.createProjection(name, query, options));
	return name;
}

export function removeAtTheEnd(run: Run, name: string): void {
	run.cleanup(async () => {
		await run.client.disableProjection(name).catch(() => undefined);
		const ended = async () => /Stopped|Aborted|Faulted|Completed/.test((await run.client.getProjectionStatus(name)).status);
		for (let tries = 0; tries < 50 && !await ended(); tries += 1) await run.pause(200);
		const everything = { deleteCheckpointStream: true, deleteStateStream: true, deleteEmittedStreams: true };
		await run.client.deleteProjection(name, everything);
	});
}

/** State of a projection, or of one of its partitions; of any shape. */
export function stateOf(run: Run, name: string, partition?: string): Promise<unknown> {
	return run.client.getProjectionState(name, partition === undefined ? {} : { partition });
}

export function resultOf(run: Run, name: string, partition?: string): Promise<unknown> {
	return run.client.getProjectionResult(name, partition === undefined ? {} : { partition });
}

/** Whether an answer is exactly this, as JSON. */
export const is = (wanted: unknown) => (found: unknown) => JSON.stringify(found) === JSON.stringify(wanted);

/** Asks for a status until it is one of these, and tells it. */
export function statusUntil(
	run: Run, what: string, name: string, wanted: RegExp,
	pick: (found: ProjectionDetails) => unknown = short, ms?: number,
): Promise<unknown> {
	return run.until(what, () => run.client.getProjectionStatus(name), ({ status }) => wanted.test(status), pick, ms);
}

export function tellStatus(run: Run, what: string, name: string): Promise<unknown> {
	return run.call(what, () => run.client.getProjectionStatus(name), short);
}

/** Tells a stream as it is when nothing more is written. */
export async function tellStream(
	run: Run, what: string, stream: string, whole = false,
): Promise<void> {
	await run.pause(600);
	if (whole) await run.call(what, () => run.read(stream));
	else await run.call(what, () => run.readBrief(stream));
}

type ModeName = 'all' | 'transient' | 'continuous' | 'oneTime';

/** Projections.Statistics on the wire: of a mode, or of one projection. */
export async function statisticsOnTheWire(run: Run, of: ModeName | { name: string }): Promise<StatisticsResp.Details[]> {
	const options = new projectionsPb.StatisticsReq.Options();
	const empty = new emptyPb.Empty();
	if (typeof of === 'object') options.setName(of.name);
	else if (of === 'all') options.setAll(empty);
	else if (of === 'transient') options.setTransient(empty);
	else if (of === 'continuous') options.setContinuous(empty);
	else options.setOneTime(empty);
	const request = new projectionsPb.StatisticsReq().setOptions(options);
	const answers = await run.wire.list(ProjectionsService.statistics, request);
	return answers.flatMap((answer) => answer.getDetails() ?? []);
}

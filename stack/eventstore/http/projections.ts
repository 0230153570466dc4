import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { isServiceError } from '../errors.ts';
import { status } from '@grpc/grpc-js';
import type { Value } from 'google-protobuf/google/protobuf/struct_pb.js';
import { badRequest, fresh, HttpError, json, text } from './answer.ts';
import type { Answer } from './answer.ts';
import { projectionConfig, projectionQuery } from './projection-definition.ts';
import type { Exchange, Handler, Resource } from './resource.ts';

const { Options } = projectionsPb.StatisticsReq;
const empty = () => new sharedPb.Empty();

type Details = StatisticsResp.Details;

async function statistics({ context: { services }, caller }: Exchange, options: projectionsPb.StatisticsReq.Options): Promise<Details[]> {
	const answers = await services.list(ProjectionsService.statistics, new projectionsPb.StatisticsReq().setOptions(options), caller);
	return answers.map((answer) => answer.getDetails()).filter((details) => details !== undefined);
}

async function statisticsOf(exchange: Exchange): Promise<Details> {
	const [found] = await statistics(exchange, new Options().setName(name(exchange)));
	if (found === undefined) throw new HttpError(text(404));
	return found;
}

/** The vendor's names of what the service tells. */
function told(details: Details, { origin }: Exchange): Record<string, unknown> {
	const {
		coreprocessingtime, eventsprocessedafterrestart, bufferedevents, partitionscached, statereason, effectivename,
		checkpointstatus, lastcheckpoint, readsinprogress, writesinprogress, writependingeventsbeforecheckpoint,
		writependingeventsaftercheckpoint, version, epoch, ...same
	} = details.toObject();
	const uri = `${origin}/projection/${encodeURIComponent(details.getName())}`;
	return {
		...same,
		coreProcessingTime: Number(coreprocessingtime),
		version: Number(version),
		epoch: Number(epoch),
		effectiveName: effectivename,
		writesInProgress: writesinprogress,
		readsInProgress: readsinprogress,
		partitionsCached: partitionscached,
		stateReason: statereason,
		lastCheckpoint: lastcheckpoint,
		eventsProcessedAfterRestart: Number(eventsprocessedafterrestart),
		bufferedEvents: Number(bufferedevents),
		checkpointStatus: checkpointstatus,
		writePendingEventsBeforeCheckpoint: writependingeventsbeforecheckpoint,
		writePendingEventsAfterCheckpoint: writependingeventsaftercheckpoint,
		statusUrl: uri,
		stateUrl: `${uri}/state`,
		resultUrl: `${uri}/result`,
		queryUrl: `${uri}/query?config=yes`,
		resultStreamUrl: `${origin}/streams/${encodeURIComponent(`$projections-${details.getName()}-result`)}`,
		enableCommandUrl: `${uri}/command/enable`,
		disableCommandUrl: `${uri}/command/disable`,
	};
}

const listOf = (options: () => projectionsPb.StatisticsReq.Options): Handler => async (exchange) => {
	return json({ projections: (await statistics(exchange, options())).map((details) => told(details, exchange)) }, fresh);
};

const one: Handler = async (exchange) => json(told(await statisticsOf(exchange), exchange), fresh);
const inList: Handler = async (exchange) => json({ projections: [told(await statisticsOf(exchange), exchange)] }, fresh);

const state: Handler = async (exchange) => {
	const { context: { services }, caller, query } = exchange;
	const options = new projectionsPb.StateReq.Options().setName(name(exchange)).setPartition(query.get('partition') ?? '');
	const answer = await services.unary(ProjectionsService.state, new projectionsPb.StateReq().setOptions(options), caller);
	return value(exchange, answer.getState());
};

const result: Handler = async (exchange) => {
	const { context: { services }, caller, query } = exchange;
	const options = new projectionsPb.ResultReq.Options().setName(name(exchange)).setPartition(query.get('partition') ?? '');
	const answer = await services.unary(ProjectionsService.result, new projectionsPb.ResultReq().setOptions(options), caller);
	return value(exchange, answer.getResult());
};

/** A state that is empty is no text at all. */
async function value(exchange: Exchange, found: Value | undefined): Promise<Answer> {
	const plain: unknown = found?.toJavaScript();
	const isEmpty = plain === undefined || plain === null || (typeof plain === 'object' && Object.keys(plain).length === 0);
	const { [0]: details } = await statistics(exchange, new Options().setName(name(exchange)));
	return {
		status: 200,
		headers: {
			'content-type': 'application/json; charset=utf-8', ...fresh,
			'es-position': JSON.stringify(positionOf(details?.getPosition() ?? '')),
		},
		body: isEmpty ? '' : JSON.stringify(plain),
	};
}

/** A position as text, `C:n/P:n` or `stream: n`, as the tags that it stands for. */
function positionOf(position: string): object {
	const [, commit, prepare] = /^C:(-?\d+)\/P:(-?\d+)$/.exec(position) ?? [];
	if (commit !== undefined) return { $c: Number(commit), $p: Number(prepare) };
	const streams = [...position.matchAll(/(?:^|; ?)(.+?): (-?\d+)(?=;|$)/g)].map(([, stream = '', revision]) => [stream, Number(revision)]);
	return { $s: Object.fromEntries(streams) as Record<string, number> };
}

const create = (mode: string): Handler => async (exchange) => {
	const { context: { services }, caller, query, origin } = exchange;
	const { CreateReq } = projectionsPb;
	const projection = query.get('name') ?? '';
	if (projection === '' && mode === 'continuous') throw badRequest('A projection needs a name.');
	const options = new CreateReq.Options().setQuery((await exchange.body()).toString());
	switch (mode) {
		case 'onetime': options.setOneTime(empty()); break;
		case 'transient': options.setTransient(new CreateReq.Options.Transient().setName(projection)); break;
		default: options.setContinuous(new CreateReq.Options.Continuous().setName(projection)
			.setEmitEnabled(yes(query.get('emit'))).setTrackEmittedStreams(yes(query.get('trackemittedstreams'))));
	}
	try {
		await services.unary(ProjectionsService.create, new CreateReq().setOptions(options), caller);
	} catch (error) {
		const taken = isServiceError(error) && (error.code === status.ALREADY_EXISTS || error.details.includes('Conflict'));
		if (taken) throw new HttpError(text(409, `Duplicate projection names : ${projection}`));
		throw error;
	}
	return json({ name: projection, label: '' }, { location: `${origin}/projection/${encodeURIComponent(projection)}` }, 201);
};

const remove: Handler = async (exchange) => {
	const { context: { services }, caller, query } = exchange;
	const options = new projectionsPb.DeleteReq.Options().setName(name(exchange))
		.setDeleteStateStream(yes(query.get('deleteStateStream')))
		.setDeleteCheckpointStream(yes(query.get('deleteCheckpointStream')))
		.setDeleteEmittedStreams(yes(query.get('deleteEmittedStreams')));
	await services.unary(ProjectionsService.delete, new projectionsPb.DeleteReq().setOptions(options), caller);
	return json({ name: name(exchange), label: '' });
};

const update: Handler = async (exchange) => {
	const { context: { services }, caller, query } = exchange;
	const options = new projectionsPb.UpdateReq.Options().setName(name(exchange)).setQuery((await exchange.body()).toString());
	const emit = query.get('emit');
	if (emit === null) options.setNoEmitOptions(empty());
	else options.setEmitEnabled(yes(emit));
	await services.unary(ProjectionsService.update, new projectionsPb.UpdateReq().setOptions(options), caller);
	return json({ name: name(exchange), label: '' });
};

const command: Handler = async (exchange) => {
	const { context: { services }, caller, params } = exchange;
	const projection = name(exchange);
	switch (params.command) {
		case 'enable': {
			const options = new projectionsPb.EnableReq.Options().setName(projection);
			await services.unary(ProjectionsService.enable, new projectionsPb.EnableReq().setOptions(options), caller);
			break;
		}
		case 'disable': case 'abort': {
			const options = new projectionsPb.DisableReq.Options().setName(projection).setWriteCheckpoint(params.command === 'disable');
			await services.unary(ProjectionsService.disable, new projectionsPb.DisableReq().setOptions(options), caller);
			break;
		}
		case 'reset': {
			const options = new projectionsPb.ResetReq.Options().setName(projection).setWriteCheckpoint(true);
			await services.unary(ProjectionsService.reset, new projectionsPb.ResetReq().setOptions(options), caller);
			break;
		}
		default: throw new HttpError(text(404));
	}
	return json({ name: projection, label: '' });
};

const query: Handler = async (exchange) => {
	await statisticsOf(exchange);
	return {
		status: 200,
		headers: { 'content-type': 'application/javascript; charset=utf-8', ...fresh },
		body: projectionQuery(exchange.context.store, name(exchange)),
	};
};

const config: Handler = async (exchange) => {
	await statisticsOf(exchange);
	return json(projectionConfig(exchange.context.store, name(exchange)), fresh);
};

function name({ params }: Exchange): string {
	return params.name ?? '';
}

function yes(value: string | null): boolean {
	return value !== null && /^(yes|true|1|on)$/i.test(value);
}

/** Projections. The rules of the Projections service say who may do what. */
export const projectionResources: Resource[] = [
	{ path: '/projections/any', allowed: 'GET', for: 'users', methods: { GET: listOf(() => new Options().setAll(empty())) } },
	{ path: '/projections/all-non-transient', allowed: 'GET', for: 'users', methods: { GET: listOf(() => new Options().setAll(empty())) } },
	{ path: '/projections/continuous', allowed: 'GET, POST', for: 'users', methods: { GET: listOf(() => new Options().setContinuous(empty())), POST: create('continuous') } },
	{ path: '/projections/onetime', allowed: 'GET, POST', for: 'users', methods: { GET: listOf(() => new Options().setOneTime(empty())), POST: create('onetime') } },
	{ path: '/projections/transient', allowed: 'GET, POST', for: 'users', methods: { GET: listOf(() => new Options().setTransient(empty())), POST: create('transient') } },
	{ path: '/projection/:name', allowed: 'GET, DELETE', for: 'users', methods: { GET: one, DELETE: remove } },
	{ path: '/projection/:name/statistics', allowed: 'GET', for: 'users', methods: { GET: inList } },
	{ path: '/projection/:name/state', allowed: 'GET', for: 'users', methods: { GET: state } },
	{ path: '/projection/:name/result', allowed: 'GET', for: 'users', methods: { GET: result } },
	{ path: '/projection/:name/query', allowed: 'GET, PUT', for: 'users', methods: { GET: query, PUT: update } },
	{ path: '/projection/:name/config', allowed: 'GET, PUT', for: 'users', methods: { GET: config } },
	{ path: '/projection/:name/command/:command', allowed: 'POST', for: 'users', methods: { POST: command } },
];

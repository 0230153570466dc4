import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import type { Run } from '../../replay/run.ts';
import { aloneScenario, scenario } from '../../replay/scenario.ts';
import { empty } from '../../replay/wire.ts';
import type { WireOptions } from '../../replay/wire.ts';
import { plain } from '../support/accounts.ts';

const { StartScavengeReq, StopScavengeReq, SetNodePriorityReq } = operationsPb;
const keysOf = (answer: { toObject(): object }) => Object.keys(answer.toObject());

function scavengeOf(threads = 1, chunk = 0) {
	return new StartScavengeReq().setOptions(new StartScavengeReq.Options().setThreadCount(threads).setStartFromChunk(chunk));
}

const start = (run: Run, request = scavengeOf(), options: WireOptions = {}) => {
	return run.wire.unary(OperationsService.startScavenge, request, { ms: 5_000, ...options });
};
const stop = (run: Run, id: string, options: WireOptions = {}) => {
	const request = new StopScavengeReq().setOptions(new StopScavengeReq.Options().setScavengeId(id));
	return run.wire.unary(OperationsService.stopScavenge, request, { ms: 5_000, ...options });
};
const merge = (run: Run, options: WireOptions = {}) => {
	return run.wire.unary(OperationsService.mergeIndexes, empty(), { ms: 5_000, ...options });
};
const prioritise = (run: Run, options: WireOptions = {}) => {
	return run.wire.unary(OperationsService.setNodePriority, new SetNodePriorityReq().setPriority(0), { ms: 5_000, ...options });
};

/** Starts a scavenge, and leaves it the time to end: there is one at a time. */
async function startAndWait(run: Run, request = scavengeOf(), options: WireOptions = {}) {
	const answer = await start(run, request, options);
	await run.pause(2_500);
	return answer;
}

const callers = [['without credentials', null], ['with a wrong password', 'admin:wrong'], ['as ops', 'ops:changeit']] as const;

export default [
	scenario('scavenge', async (run) => {
		await run.prepare('prepare', async () => {
			await run.append(run.name(), run.events(5));
			await run.client.setStreamMetadata(run.name(), { maxCount: 1 });
		});
		const started = await run.call('start', () => start(run), plain);
		await run.call('stop an unknown one', () => stop(run, run.uuid()), plain);
		await run.call('stop nonsense', () => stop(run, 'nonsense'), plain);
		if (started !== undefined) {
			const id = started.getScavengeId();
			const typesOf = (found: Awaited<ReturnType<typeof run.read>>) => found.map(({ event }) => event?.type ?? '');
			await run.until(
				'its stream', () => run.read(`$scavenges-${id}`), (found) => typesOf(found).includes('$scavengeCompleted'),
				(found) => [...new Set(typesOf(found))].filter((type) => /Started|Completed/.test(type)), 10_000);
			await run.call('first event', () => run.read(`$scavenges-${id}`, { maxCount: 1 }), ([first]) => {
				return { type: first?.event?.type, keys: Object.keys(first?.event?.data as object).sort() };
			});
			const newest = { direction: 'backwards', fromRevision: 'end', maxCount: 1, resolveLinkTos: true } as const;
			await run.call('$scavenges', () => run.read('$scavenges', newest), ([last]) => last?.event?.type);
			await run.call('stop the finished', () => stop(run, id), plain);
		}
		await run.call('the stream', () => run.readBrief(run.name()));
	}),

	scenario('scavenge with odd options', async (run) => {
		await run.call('no threads', () => startAndWait(run, scavengeOf(0)), keysOf);
		await run.call('negative threads', () => startAndWait(run, scavengeOf(-1)), keysOf);
		await run.call('a negative chunk', () => startAndWait(run, scavengeOf(1, -1)), keysOf);
		await run.call('no options', () => startAndWait(run, new StartScavengeReq()), keysOf);
	}),

	aloneScenario('other operations', async (run) => {
		await run.call('merge indexes', () => merge(run), plain);
		await run.call('set the priority of the node', () => prioritise(run), plain);
		const restart = () => run.wire.unary(OperationsService.restartPersistentSubscriptions, empty(), { ms: 5_000 });
		await run.call('restart persistent subscriptions', restart, plain);
		await run.pause(1_000);
	}),

	...callers.map(([what, user]) => scenario(`operations ${what}`, async (run) => {
		await run.call('scavenge', () => startAndWait(run, scavengeOf(), { user }), keysOf);
		await run.call('stop a scavenge', () => stop(run, run.uuid(), { user }), plain);
		await run.call('merge indexes', () => merge(run, { user }), plain);
		await run.call('set the priority', () => prioritise(run, { user }), plain);
	})),
];

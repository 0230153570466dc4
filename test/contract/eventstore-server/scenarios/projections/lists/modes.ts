import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { Run } from '../../../replay/run.ts';
import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { empty } from '../../../replay/wire.ts';
import { counting, create, is, removeAtTheEnd, resultOf, stateOf, statisticsOnTheWire, statusUntil } from '../support/own.ts';

const { Options } = projectionsPb.CreateReq;

/** Projections.Create on the wire, with options or without. */
function createOnTheWire(run: Run, options?: projectionsPb.CreateReq.Options) {
	return run.wire.unary(ProjectionsService.create, new projectionsPb.CreateReq().setOptions(options));
}

const countingQuery = (run: Run) => `fromStream('${run.name()}').when(${counting})`;
const asObject = (answer: projectionsPb.CreateResp) => answer.toObject();

export const modes: Scenario[] = [
	scenario('one-time', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(3)));
		const names = async () => (await statisticsOnTheWire(run, 'oneTime')).map((details) => details.getName());
		const before = await names();
		const options = new Options().setQuery(countingQuery(run)).setOneTime(empty());
		await run.must('create', () => createOnTheWire(run, options), asObject);
		let name: string | undefined;
		await run.wait(async () => {
			name = (await names()).find((found) => !before.includes(found));
			return name !== undefined;
		});
		run.note('name', name);
		if (name === undefined) return;
		const own = name;
		removeAtTheEnd(run, own);
		await statusUntil(run, 'status', own, /Completed|Faulted|Stopped/);
		await run.call('state', () => stateOf(run, own));
		await run.call('result', () => resultOf(run, own));
		await run.call('mode', () => statisticsOnTheWire(run, 'oneTime'), (found) => {
			const ownDetails = found.filter((details) => details.getName() === own);
			return ownDetails.map((details) => ({ mode: details.getMode(), progress: details.getProgress() }));
		});
	}),

	scenario('transient', async (run) => {
		const name = run.name('p');
		await run.prepare('prepare', () => run.append(run.name(), run.events(3)));
		removeAtTheEnd(run, name);
		const options = new Options().setQuery(countingQuery(run)).setTransient(new Options.Transient().setName(name));
		await run.must('create', () => createOnTheWire(run, options), asObject);
		await statusUntil(run, 'status', name, /Completed|Faulted|Stopped/);
		await run.call('state', () => stateOf(run, name));
		await run.call('result', () => resultOf(run, name));
		await run.prepare('append', () => run.append(run.name(), run.event()));
		await run.pause(700);
		await run.call('state after one more', () => stateOf(run, name));
		await run.call('mode', () => statisticsOnTheWire(run, 'transient'), (found) => {
			return found.filter((details) => details.getName() === name).map((details) => details.getMode());
		});
	}),

	scenario('creating by malformed requests', async (run) => {
		await run.call('no mode', () => createOnTheWire(run, new Options().setQuery('fromAll()')), asObject);
		await run.call('no options', () => createOnTheWire(run), asObject);
		const withoutMode = new projectionsPb.StatisticsReq().setOptions(new projectionsPb.StatisticsReq.Options());
		await run.call('statistics without mode', () => run.wire.list(ProjectionsService.statistics, withoutMode), (found) => found.length > 0);
	}),

	scenario('without credentials', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.event()));
		for (const [what, user] of [['no credentials', undefined], ['wrong password', 'admin:wrong'], ['ops', 'ops:changeit']] as const) {
			const client = run.as(user);
			const name = run.name(`p${what.replaceAll(' ', '')}`);
			removeAtTheEnd(run, name);
			await run.call(`${what}: create`, () => client.createProjection(name, countingQuery(run)));
			await run.call(`${what}: status`, () => client.getProjectionStatus('$streams'), (found) => found.name);
			await run.call(`${what}: state`, () => client.getProjectionState('$streams'));
			await run.call(`${what}: list`, () => client.listProjections(), (found) => found.length > 0);
		}
	}),

	scenario('restart of the subsystem', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(3)));
		const name = await create(run, countingQuery(run));
		await run.until('state', () => stateOf(run, name), is({ count: 3 }));
		await run.call('restart', () => run.client.restartSubsystem());
		await run.pause(1500);
		await statusUntil(run, 'status', name, /Running/);
		await run.prepare('append', () => run.append(run.name(), run.event()));
		await run.until('state after', () => stateOf(run, name), is({ count: 4 }));
	}),
];

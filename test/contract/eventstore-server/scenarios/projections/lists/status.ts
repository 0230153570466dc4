import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { counting, create, is, resultOf, short, stateOf, statisticsOnTheWire } from '../support/own.ts';

export const status: Scenario[] = [
	scenario('what is missing', async (run) => {
		const name = run.name('missing');
		const { client } = run;
		await run.call('status', () => client.getProjectionStatus(name));
		await run.call('state', () => stateOf(run, name));
		await run.call('result', () => resultOf(run, name));
		await run.call('enable', () => client.enableProjection(name));
		await run.call('disable', () => client.disableProjection(name));
		await run.call('abort', () => client.abortProjection(name));
		await run.call('reset', () => client.resetProjection(name));
		await run.call('update', () => client.updateProjection(name, 'fromAll()'));
		await run.call('delete', () => client.deleteProjection(name));
	}),

	scenario('a continuous projection: state, result, status', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(3)));
		const name = await create(run, `fromStream('${run.name()}').when(${counting})`);
		await run.until('state', () => stateOf(run, name), is({ count: 3 }));
		await run.call('result', () => resultOf(run, name));
		await run.call('status', () => run.client.getProjectionStatus(name));
		await run.prepare('append', () => run.append(run.name(), run.events(2)));
		await run.until('state after two more', () => stateOf(run, name), is({ count: 5 }));
		await run.call('state of a partition', () => stateOf(run, name, 'none'));
		await run.call('result of a partition', () => resultOf(run, name, 'none'));
		await run.call('create again', () => run.client.createProjection(name, 'fromAll()'));
		await run.call('list', () => run.client.listProjections(), (found) => found.filter((entry) => entry.name === name).map(short));
		await run.call('statistics on the wire', () => statisticsOnTheWire(run, { name }), (found) => found.map((details) => {
			const { lastcheckpoint: _where, eventsprocessedafterrestart: _howMany, ...rest } = details.toObject();
			return rest;
		}));
		for (const mode of ['all', 'transient', 'continuous', 'oneTime'] as const) {
			await run.call(`is among ${mode}`, () => statisticsOnTheWire(run, mode), (found) => found.some((details) => details.getName() === name));
		}
	}),
];

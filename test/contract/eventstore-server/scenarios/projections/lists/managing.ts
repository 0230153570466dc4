import { brief } from '../../../replay/brief.ts';
import type { Run } from '../../../replay/run.ts';
import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { counting, create, is, removeAtTheEnd, stateOf, statusUntil, tellStatus } from '../support/own.ts';
import { linksUntil } from '../support/system.ts';

const countingAndEmitting = (run: Run, body: string) => {
	return `fromStream('${run.name()}').when({ $init: () => ({ count: 0 }), t(s) { s.count += 1; emit('${run.name('out')}', 'e', ${body}); return s; } })`;
};

/** Switching a running projection off in one of two ways, and on again. */
function switchedOff(method: 'disableProjection' | 'abortProjection'): Scenario {
	return scenario(`${method}, then enable`, async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(3)));
		const name = await create(run, `fromStream('${run.name()}').when(${counting})`);
		await run.until('state', () => stateOf(run, name), is({ count: 3 }));
		await run.call(method, () => run.client[method](name));
		await statusUntil(run, 'status', name, /Stopped|Aborted/);
		await run.call('state while off', () => stateOf(run, name));
		await run.prepare('append', () => run.append(run.name(), run.event()));
		await run.pause(700);
		await run.call('state while off, after an event', () => stateOf(run, name));
		await run.call('checkpoint stream', () => run.read(`$projections-${name}-checkpoint`), (found) => {
			return found.map(({ event }) => ({ type: event?.type, data: event?.data, metadata: event?.metadata }));
		});
		await run.call('enable', () => run.client.enableProjection(name));
		await run.until('state after', () => stateOf(run, name), is({ count: 4 }));
		await tellStatus(run, 'status after', name);
	});
}

export const managing: Scenario[] = [
	scenario('update', async (run) => {
		const source = run.name();
		await run.prepare('prepare', () => run.append(source, run.events(3)));
		const name = await create(run, `fromStream('${source}').when(${counting})`);
		const update = (query: string, options = {}) => run.client.updateProjection(name, query, options);
		await run.until('state', () => stateOf(run, name), is({ count: 3 }));
		await run.call('update', () => update(`fromStream('${source}').when({ $init: () => ({ count: 100 }), t(s) { s.count += 10; return s; } })`));
		await statusUntil(run, 'status', name, /Running/);
		await run.prepare('append', () => run.append(source, run.event()));
		await run.until('state after one more', () => stateOf(run, name), (state) => (state as { count: number }).count > 10, undefined, 5000);
		await run.call('version', () => run.client.getProjectionStatus(name), ({ version, epoch }) => ({ version, epoch }));
		await run.call('update to an error', () => update('fromAll(.'));
		await run.pause(1000);
		await tellStatus(run, 'status after that', name);
		await run.call('update with emit', () => update(`fromStream('${source}').when({ t() { emit('${run.name('out')}', 'e', {}); } })`, { emitEnabled: true }));
		await statusUntil(run, 'status with emit', name, /Running|Faulted/);
		await run.prepare('append', () => run.append(source, run.event()));
		await run.pause(1500);
		await run.call('emitted', () => run.readBrief(run.name('out')));
	}),

	scenario('reset', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(3)));
		const name = await create(run, countingAndEmitting(run, '{ n: s.count }'), { emitEnabled: true, trackEmittedStreams: true });
		await run.until('state', () => stateOf(run, name), is({ count: 3 }));
		await linksUntil(run, 'emitted', run.name('out'), 3);
		await run.call('reset', () => run.client.resetProjection(name));
		await statusUntil(run, 'status', name, /Running|Stopped/);
		await run.pause(2000);
		await run.call('state after', () => stateOf(run, name));
		await run.call('emitted after', () => run.read(run.name('out')), (found) => found.map(brief));
		await run.call('version', () => run.client.getProjectionStatus(name), ({ version, epoch, status: found }) => ({ version, epoch, found }));
		await run.call('disable', () => run.client.disableProjection(name));
		await statusUntil(run, 'stopped', name, /Stopped/);
		await run.call('reset while stopped', () => run.client.resetProjection(name));
		await run.pause(500);
		await tellStatus(run, 'status in the end', name);
	}),

	switchedOff('disableProjection'),
	switchedOff('abortProjection'),

	scenario('delete', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(2)));
		const name = await create(run, `${countingAndEmitting(run, '{}')}.outputState()`, { emitEnabled: true, trackEmittedStreams: true });
		await run.until('state', () => stateOf(run, name), is({ count: 2 }));
		await linksUntil(run, 'emitted', run.name('out'), 2);
		const kinds = ['checkpoint', 'result', 'emittedstreams', 'emittedstreams-checkpoint', 'order', 'partitions'];
		const look = async (when: string) => {
			const streams = kinds.map((kind) => [`$projections-P-${kind}`, `$projections-${name}-${kind}`] as const);
			for (const [shown, stream] of [...streams, [run.name('out'), run.name('out')] as const]) {
				await run.call(`${when}: ${shown}`, () => run.read(stream), (found) => found.map(({ event, link }) => (link ?? event)?.type));
			}
		};
		await look('before');
		await run.call('delete while running', () => run.client.deleteProjection(name));
		await run.call('disable', () => run.client.disableProjection(name));
		await statusUntil(run, 'stopped', name, /Stopped/);
		await run.pause(500);
		await look('stopped');
		const everything = { deleteCheckpointStream: true, deleteStateStream: true, deleteEmittedStreams: true };
		await run.call('delete', () => run.client.deleteProjection(name, everything));
		const found = () => run.client.getProjectionStatus(name).then(() => 'nothing', (error: { type: string }) => error.type);
		await run.until('status', found, (type) => type === 'not-found');
		await run.pause(1500);
		await look('after');
	}),

	scenario('delete that keeps its streams, and create again', async (run) => {
		const out = run.name('out');
		await run.prepare('prepare', () => run.append(run.name(), run.events(2)));
		const query = `${countingAndEmitting(run, '{}')}.outputState()`;
		const name = await create(run, query, { emitEnabled: true });
		await run.until('state', () => stateOf(run, name), is({ count: 2 }));
		await linksUntil(run, 'emitted', out, 2);
		await run.call('disable', () => run.client.disableProjection(name));
		await statusUntil(run, 'stopped', name, /Stopped/);
		await run.call('delete', () => run.client.deleteProjection(name));
		await run.pause(1000);
		await run.call('result stream', () => run.readBrief(`$projections-${name}-result`));
		await run.call('create again', () => run.client.createProjection(name, query, { emitEnabled: true }));
		await run.until('state again', () => stateOf(run, name), is({ count: 2 }), undefined, 5000);
		await run.pause(1000);
		await run.call('emitted again', () => run.readBrief(out));
		await run.call('status', () => run.client.getProjectionStatus(name), ({ status: shown, version, epoch, stateReason }) => {
			return { found: shown, version, epoch, stateReason };
		});
	}),

	scenario('names', async (run) => {
		const names = {
			'empty': '', 'space': `with space ${run.id}`, '$': `$own${run.id}`, 'slash': `a/${run.id}`, 'unicode': `é日${run.id}`, 'dash': `a-b-${run.id}`,
		};
		for (const [what, name] of Object.entries(names)) {
			if (name !== '') removeAtTheEnd(run, name);
			await run.call(what, () => run.client.createProjection(name, `fromStream('${run.name()}').when({})`));
			await statusUntil(run, 'status', name, /Running|Stopped|Faulted/, (found) => {
				return { name: found.name, effectiveName: found.effectiveName, status: found.status };
			}, 2500);
		}
	}),

	scenario('track emitted streams without emit', async (run) => {
		const name = run.name('p');
		removeAtTheEnd(run, name);
		const options = { emitEnabled: false, trackEmittedStreams: true };
		await run.call('create', () => run.client.createProjection(name, `fromStream('${run.name()}').when({})`, options));
		await tellStatus(run, 'status', name);
	}),
];

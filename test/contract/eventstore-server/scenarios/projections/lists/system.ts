import { binaryEvent } from '@eventstore/db-client';
import { brief } from '../../../replay/brief.ts';
import type { Run } from '../../../replay/run.ts';
import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { link } from '../../support/links.ts';
import { short, statusUntil, tellStatus } from '../support/own.ts';
import { enable, linksUntil, systemProjections } from '../support/system.ts';

/** The run's own lines of a stream that everybody shares, whose revisions differ on every run. */
const ownOf = (run: Run) => (found: Awaited<ReturnType<Run['read']>>) => {
	return found.map(brief).filter((line) => line.includes(run.id)).map((line) => line.replace(/^(\$streams|\$ce-)#\d+/, '$1#n'));
};

const keysOf = (answer: object) => Object.keys(answer);

function switching(name: string): Scenario {
	return scenario(`${name}: enable, disable, abort`, async (run) => {
		const { client } = run;
		const until = (what: string, wanted: RegExp) => statusUntil(run, what, name, wanted);
		await run.call('disable', () => client.disableProjection(name));
		await until('disabled', /^(Stopped|Aborted)/);
		await run.call('disable again', () => client.disableProjection(name));
		await run.call('enable', () => client.enableProjection(name));
		await until('enabled', /^Running$/);
		await run.call('enable again', () => client.enableProjection(name));
		await until('still enabled', /^Running$/);
		await run.call('state', () => client.getProjectionState(name));
		await run.call('result', () => client.getProjectionResult(name));
		await run.call('abort', () => client.abortProjection(name));
		await until('aborted', /^(Stopped|Aborted)/);
		await run.call('enable after the abort', () => client.enableProjection(name));
		await until('enabled after the abort', /^Running$/);
		await run.call('keys of the status', () => client.getProjectionStatus(name), (found) => keysOf(found).sort());
	});
}

export const system: Scenario[] = [
	scenario('system projections that are off', async (run) => {
		for (const name of systemProjections) {
			await run.call(name, () => run.client.getProjectionStatus(name), (found) => {
				return { name: found.name, effectiveName: found.effectiveName, ...short(found) };
			});
		}
		await run.call('list', () => run.client.listProjections(), (found) => {
			return found.map(({ name }) => name).filter((name) => name.startsWith('$')).sort();
		});
	}),

	...systemProjections.map(switching),

	scenario('changing system projections', async (run) => {
		await enable(run, '$streams');
		await run.call('delete while running', () => run.client.deleteProjection('$streams'));
		await statusUntil(run, 'after the refusal', '$streams', /./);
	}),

	scenario('$by_category', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		const links = `$ce-${category}`;
		await run.prepare('append', async () => {
			await run.append(`${category}-1`, run.events(2, 'a'));
			await run.append(`${category}-2`, run.event('b', { n: 1 }, { metadata: { m: 1, $correlationId: 'c' } }));
			await run.append(`${category}-a-b`, run.event('c'));
			await run.append(category, run.event('no dash'));
			await run.append(`${category}-`, run.event('dash at the end'));
			await run.append(`-${category}-1`, run.event('dash at the start'));
			await run.append(`$${category}-1`, run.event('system'));
			await run.client.setStreamMetadata(`${category}-1`, { a: 1 });
			await run.append(`${category}-1`, run.event('last'));
		});
		await linksUntil(run, 'links', links, 6);
		await linksUntil(run, 'resolved', links, 6, { resolveLinkTos: true });
		await run.call('whole', () => run.read(links, { maxCount: 3, resolveLinkTos: true }));
		await run.call('whole, not resolved', () => run.read(links, { maxCount: 3 }));
		await run.call('metadata of the stream', () => run.client.getStreamMetadata(links));
		for (const [shown, stream] of [['$ce-$C', `$ce-$${category}`], ['$ce--C', `$ce--${category}`], ['$ce-', '$ce-']] as const) {
			await run.call(`read ${shown}`, () => run.read(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 20 }), ownOf(run));
		}
	}),

	scenario('$by_category after deletes', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		const links = `$ce-${category}`;
		await run.prepare('append', async () => {
			for (const n of [1, 2, 3]) await run.append(`${category}-${n}`, run.events(2, `t${n}`));
		});
		await linksUntil(run, 'before', links, 6);
		await run.call('soft delete', () => run.client.deleteStream(`${category}-1`), keysOf);
		await run.call('tombstone', () => run.client.tombstoneStream(`${category}-2`), keysOf);
		await run.call('append', () => run.append(`${category}-3`, run.event('after')), (written) => written.nextExpectedRevision);
		await run.pause(1500);
		await run.call('links', () => run.readBrief(links));
		await run.call('resolved', () => run.readBrief(links, { resolveLinkTos: true }));
		await run.call('append after the soft delete', () => run.append(`${category}-1`, run.event('again')), (written) => written.nextExpectedRevision);
		await run.pause(1500);
		await run.call('links at the end', () => run.readBrief(links));
		await run.call('a category nobody wrote', () => run.readBrief(`$ce-never${run.id}`));
	}),

	scenario('$by_category and links', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		await run.prepare('append', async () => {
			await run.append(`${category}-1`, run.event('target'));
			await run.append(`link${category}-1`, [link(`0@${category}-1`), link(`0@missing${run.id}`), run.event('plain')]);
		});
		await run.pause(1500);
		await run.call('category of the links', () => run.readBrief(`$ce-link${category}`));
		await run.call('category of the links, resolved', () => run.readBrief(`$ce-link${category}`, { resolveLinkTos: true }));
		await run.call('category of the target', () => run.readBrief(`$ce-${category}`, { resolveLinkTos: true }));
	}),

	scenario('$by_event_type', async (run) => {
		await enable(run, '$by_event_type');
		const type = `type${run.id}`;
		const a = run.name('a');
		await run.prepare('append', async () => {
			await run.append(a, [type, `${type}-x`, `$${type}`, `${type} space`].map((each) => run.event(each)));
			await run.append(run.name('b'), run.event(type, { n: 1 }, { metadata: { m: 1 } }));
			await run.append(`$${run.name('c')}`, run.event(type));
			await run.append(run.name('links'), link(`0@${a}`));
			await run.append(a, run.event(type, { last: true }));
		});
		await linksUntil(run, 'links', `$et-${type}`, 3);
		await linksUntil(run, 'resolved', `$et-${type}`, 3, { resolveLinkTos: true });
		for (const suffix of ['-x', ' space']) await linksUntil(run, `links ${suffix}`, `$et-${type}${suffix}`, 1);
		await run.call('of a system type', () => run.readBrief(`$et-$${type}`));
		await run.call('whole', () => run.read(`$et-${type}`, { maxCount: 2 }));
		await run.prepare('tombstone', () => run.client.tombstoneStream(run.name('b')));
		await run.pause(1000);
		await run.call('after a tombstone', () => run.readBrief(`$et-${type}`, { resolveLinkTos: true }));
	}),

	scenario('$by_correlation_id', async (run) => {
		await enable(run, '$by_correlation_id');
		const metadata = { $correlationId: `c-${run.id}`, $causationId: 'x', other: 1 };
		const links = `$bc-c-${run.id}`;
		await run.prepare('append', async () => {
			await run.append(run.name('a'), [
				run.event('one', {}, { metadata }), run.event('none'),
				run.event('number', {}, { metadata: { $correlationId: 5 } }), run.event('empty', {}, { metadata: { $correlationId: '' } }),
			]);
			await run.append(run.name('b'), [
				binaryEvent({ type: 'binary', data: Buffer.from([1, 2]), metadata: Buffer.from(JSON.stringify(metadata)) }),
				run.event('two', {}, { metadata }),
			]);
			await run.append(run.name('c'), run.event('text metadata', {}, { metadata: Buffer.from('nonsense') }));
		});
		await linksUntil(run, 'links', links, 2);
		await run.pause(700);
		await run.call('resolved', () => run.readBrief(links, { resolveLinkTos: true }));
		await run.call('whole', () => run.read(links));
		await statusUntil(run, 'status', '$by_correlation_id', /./);
	}),

	scenario('$stream_by_category', async (run) => {
		await enable(run, '$stream_by_category');
		const category = `cat${run.id}`;
		const names = `$category-${category}`;
		await run.prepare('append', async () => {
			for (const n of [1, 2, 1]) await run.append(`${category}-${n}`, run.events(2, `t${n}`));
			await run.append(category, run.event('no dash'));
			await run.append(`${category}-a-b`, run.event('two dashes'));
		});
		await linksUntil(run, 'links', names, 3);
		await run.call('resolved', () => run.readBrief(names, { resolveLinkTos: true }));
		await run.call('whole', () => run.read(names, { maxCount: 1 }));
		await run.prepare('delete', () => run.client.deleteStream(`${category}-1`));
		await run.prepare('append', () => run.append(`${category}-1`, run.event('again')));
		await run.pause(1200);
		await run.call('after a soft delete and an append', () => run.readBrief(names, { resolveLinkTos: true }));
	}),

	scenario('$streams', async (run) => {
		await enable(run, '$streams');
		await run.prepare('append', async () => {
			await run.append(run.name('a'), run.events(2));
			await run.append(run.name('b'), run.events(2));
			await run.append(run.name('a'), run.event());
			await run.append(`$${run.name('system')}`, run.event());
			await run.client.setStreamMetadata(run.name('a'), { a: 1 });
		});
		const last = { direction: 'backwards', fromRevision: 'end', maxCount: 30 } as const;
		await run.until('links', () => run.read('$streams', last), (found) => ownOf(run)(found).length >= 2, ownOf(run));
		await run.pause(700);
		await run.call('resolved', () => run.read('$streams', { ...last, resolveLinkTos: true }), ownOf(run));
	}),

	scenario('a system projection catches up after it was off', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		const links = `$ce-${category}`;
		await run.prepare('append', () => run.append(`${category}-1`, run.event('on')));
		await linksUntil(run, 'on', links, 1);
		await run.prepare('disable', () => run.client.disableProjection('$by_category'));
		await statusUntil(run, 'off', '$by_category', /^Stopped/);
		await run.prepare('append', () => run.append(`${category}-1`, run.events(2, 'off')));
		await run.pause(1000);
		await run.call('while it is off', () => run.readBrief(links));
		await enable(run, '$by_category');
		await linksUntil(run, 'on again', links, 3, { resolveLinkTos: true });
	}),
];

/** They stop a system projection for good, or all of them, and so come last. */
export const systemAtTheEnd: Scenario[] = [
	scenario('$by_category: somebody appends to its stream', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		const links = `$ce-${category}`;
		await run.prepare('append', () => run.append(`${category}-1`, run.events(2, 'a')));
		await linksUntil(run, 'links', links, 2);
		await run.call('append to it', () => run.append(links, run.event()), (written) => written.nextExpectedRevision);
		await run.call('append after that', () => run.append(`${category}-3`, run.event('after')), (written) => written.nextExpectedRevision);
		await linksUntil(run, 'links after that', links, 4, {}, 800);
		await tellStatus(run, 'status after that', '$by_category');
	}),

	scenario('$by_event_type: somebody deletes its stream', async (run) => {
		await enable(run, '$by_event_type');
		const type = `type${run.id}`;
		const links = `$et-${type}`;
		await run.prepare('append', () => run.append(run.name(), run.events(2, type)));
		await linksUntil(run, 'links', links, 2);
		await run.call('delete of the links', () => run.client.deleteStream(links), keysOf);
		await run.prepare('append', () => run.append(run.name(), run.event(type)));
		await linksUntil(run, 'links after that', links, 1);
		await tellStatus(run, 'status after that', '$by_event_type');
	}),

	scenario('system projections switched off again', async (run) => {
		for (const name of systemProjections) {
			await run.call(`disable ${name}`, () => run.client.disableProjection(name));
			await statusUntil(run, 'status', name, /^Stopped/);
		}
	}),
];

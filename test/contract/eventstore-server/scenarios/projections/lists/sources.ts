import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { link } from '../../support/links.ts';
import { counting, create, is, resultOf, short, stateOf, tellStatus } from '../support/own.ts';
import { enable } from '../support/system.ts';
import { listed } from './queries/query.ts';

const deleted = "$deleted(s, e) { s.seen.push(['deleted', e.isSoftDeleted, e.streamId, e.partition]); return s; }";

export const sources: Scenario[] = [
	scenario('fromStreams, in order of the log', async (run) => {
		const [a, b] = [run.name('a'), run.name('b')];
		await run.prepare('prepare', async () => {
			for (let n = 0; n < 6; n += 1) await run.append(n % 2 === 1 ? a : b, run.event('t', { n }));
		});
		const text = (streams: string) => `fromStreams(${streams}).when({ $init: () => ({ seen: [] }), t(s, e) { s.seen.push(e.data.n); return s; } })`;
		const texts = {
			list: text(`['${a}', '${b}']`),
			arguments: text(`'${a}', '${b}'`),
			reordered: `options({ reorderEvents: true, processingLag: 100 });\n${text(`['${a}', '${b}']`)}`,
		};
		for (const [label, query] of Object.entries(texts)) {
			const name = await create(run, query, { name: run.name(label) });
			await run.until(`${label}: state`, () => stateOf(run, name), listed('seen', 6), undefined, 6000);
			await tellStatus(run, `${label}: status`, name);
		}
	}),

	scenario('fromAll', async (run) => {
		const type = `own${run.id}`;
		await run.prepare('prepare', async () => {
			await run.append(run.name('a'), run.events(2, type));
			await run.append(run.name('b'), [run.event(type), run.event(`$${type}`)]);
		});
		const name = await create(run, `fromAll().when({ $init: () => ({ seen: [] }), ${type}(s, e) { s.seen.push(e.streamId + ' ' + e.sequenceNumber); return s; }, $${type}(s) { s.seen.push('system'); return s; } })`);
		await run.until('state', () => stateOf(run, name), listed('seen', 4));
		await run.prepare('append', () => run.append(run.name('a'), run.event(type)));
		await run.until('live', () => stateOf(run, name), listed('seen', 5));
		await run.pause(500);
		await run.call('state in the end', () => stateOf(run, name));
		await run.call('status', () => run.client.getProjectionStatus(name), (found) => {
			return { found: found.status, stateReason: found.stateReason, progress: found.progress };
		});
	}),

	scenario('fromAll by stream', async (run) => {
		const type = `own${run.id}`;
		await run.prepare('prepare', async () => {
			for (const letter of 'aba') await run.append(run.name(letter), run.event(type));
		});
		const name = await create(run, `fromAll().foreachStream().when({ $init: () => ({ count: 0 }), ${type}(s) { s.count += 1; return s; } })`);
		await run.until('a', () => stateOf(run, name, run.name('a')), is({ count: 2 }));
		await run.call('b', () => stateOf(run, name, run.name('b')));
		await run.call('none', () => stateOf(run, name, run.name('none')));
	}),

	scenario('fromCategory', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		await run.prepare('prepare', async () => {
			for (const n of [1, 2, 1]) await run.append(`${category}-${n}`, run.event('t', { n }));
		});
		const plain = await create(run, `fromCategory('${category}').when({ $init: () => ({ seen: [] }), t(s, e) { s.seen.push([e.streamId, e.sequenceNumber, e.category, e.data.n]); return s; } })`, { name: run.name('plain') });
		await run.until('plain', () => stateOf(run, plain), listed('seen', 3));
		const each = await create(run, `fromCategory('${category}').foreachStream().when(${counting}).outputState()`, { name: run.name('each') });
		await run.until('each 1', () => stateOf(run, each, `${category}-1`), is({ count: 2 }));
		await run.call('each 2', () => stateOf(run, each, `${category}-2`));
		await run.call('result of 1', () => resultOf(run, each, `${category}-1`));
		await run.pause(1000);
		await run.call('result stream of 1', () => run.readBrief(`$projections-${each}-${category}-1-result`));
		await run.call('result stream', () => run.readBrief(`$projections-${each}-result`));
		await run.call('partitions', () => run.readBrief(`$projections-${each}-partitions`));
		const several = await create(run, `fromCategories(['${category}', 'other${run.id}']).when(${counting})`, { name: run.name('several') });
		await run.until('fromCategories', () => stateOf(run, several), is({ count: 3 }), undefined, 5000);
		await tellStatus(run, 'status', several);
	}),

	scenario('$deleted', async (run) => {
		await enable(run, '$by_category');
		const category = `cat${run.id}`;
		await run.prepare('prepare', async () => {
			for (const n of [1, 2]) await run.append(`${category}-${n}`, run.event('t'));
		});
		const seen = '$init: () => ({ seen: [] })';
		const each = await create(run, `fromCategory('${category}').foreachStream().when({ ${seen}, t(s) { s.seen.push('t'); return s; }, ${deleted} })`, { name: run.name('each') });
		const all = await create(run, `fromAll().foreachStream().when({ ${seen}, ${deleted} })`, { name: run.name('all') });
		await run.until('before', () => stateOf(run, each, `${category}-2`), listed('seen', 1), undefined, 6000);
		// It has read what others deleted before, too.
		await run.wait(async () => (await run.client.getProjectionStatus(all)).status !== 'Running' || (await run.client.getProjectionStatus(all)).progress >= 100, 3000);
		await run.prepare('delete', async () => {
			await run.client.deleteStream(`${category}-1`);
			await run.client.tombstoneStream(`${category}-2`);
		});
		await run.pause(2500);
		for (const [n, what] of [[1, 'soft delete'], [2, 'tombstone']] as const) {
			await run.call(`category: ${what}`, () => stateOf(run, each, `${category}-${n}`));
			await run.call(`all: ${what}`, () => stateOf(run, all, `${category}-${n}`));
		}
		await tellStatus(run, 'status', each);
		await tellStatus(run, 'status of all', all);
	}),

	scenario('links in the source', async (run) => {
		const [source, links] = [run.name('source'), run.name('links')];
		const marked = (data: string) => link(data, { metadata: { l: 1 } });
		await run.prepare('prepare', async () => {
			await run.append(source, run.events(2));
			await run.append(links, [marked(`0@${source}`), marked(`9@${source}`), run.event('plain'), marked(`1@${source}`)]);
		});
		const options = {
			'default': '', 'included': 'options({ $includeLinks: true });\n', 'not included': 'options({ $includeLinks: false });\n',
		};
		for (const [label, option] of Object.entries(options)) {
			const name = await create(run, `${option}fromStream('${links}').when({ $init: () => ({ seen: [] }), $any(s, e) { s.seen.push([e.eventType, e.streamId, e.sequenceNumber, e.linkMetadata]); return s; } })`, { name: run.name(label.replaceAll(' ', '')) });
			await run.until(label, () => stateOf(run, name), listed('seen', 4), undefined, 5000);
			await run.call('status', () => run.client.getProjectionStatus(name), short);
		}
	}),
];

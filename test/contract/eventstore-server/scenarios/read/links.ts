import { wireRead } from '../../replay/read-wire.ts';
import { scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';

export default [
	scenario('links', async (run) => {
		const [source, links, second] = [run.name('source'), run.name('links'), run.name('second')];
		const [gone, dead, cut] = [run.name('gone'), run.name('dead'), run.name('cut')];
		await run.prepare('prepare', async () => {
			await run.append(source, run.events(3));
			for (const stream of [gone, dead, cut]) await run.append(stream, run.events(2));
			await run.append(links, [
				link(`0@${source}`, { metadata: { l: 1 } }), link(`2@${source}`), link(`7@${source}`), link(`0@${run.name('missing')}`),
				link(`0@${gone}`), link(`1@${dead}`), link(`0@${cut}`), link('nonsense'), link(`x@${source}`), link(`-1@${source}`),
				link(''), run.event('plain'), run.event('$>', `1@${source}`),
			]);
			await run.append(second, [link(`0@${links}`), link(`4@${links}`), link(`11@${links}`)]);
			await run.client.deleteStream(gone);
			await run.client.tombstoneStream(dead);
			await run.client.setStreamMetadata(cut, { truncateBefore: 1 });
		});
		await run.call('not resolved', () => run.readBrief(links));
		await run.call('resolved', () => run.readBrief(links, { resolveLinkTos: true }));
		await run.call('resolved, backwards', () => {
			return run.readBrief(links, { resolveLinkTos: true, direction: 'backwards', fromRevision: 'end' });
		});
		await run.call('fields, not resolved', () => run.read(links, { maxCount: 1 }));
		await run.call('fields, resolved', () => run.read(links, { resolveLinkTos: true, maxCount: 3 }));
		await run.call('links of links', () => run.readBrief(second, { resolveLinkTos: true }));
		await run.call('wire', () => wireRead(run, { stream: links, count: 5, links: true }));
	}),

	scenario('a link whose target comes later', async (run) => {
		const [source, links] = [run.name('source'), run.name('links')];
		await run.prepare('prepare', () => run.append(links, link(`0@${source}`)));
		await run.call('before', () => run.readBrief(links, { resolveLinkTos: true }));
		await run.prepare('append', () => run.append(source, run.event()));
		await run.call('after', () => run.readBrief(links, { resolveLinkTos: true }));
	}),
];

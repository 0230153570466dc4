import { binaryEvent } from '@eventstore/db-client';
import type { AppendResult } from '@eventstore/db-client';
import { scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';
import { bothWays } from './support/ways.ts';

const oddNames = [
	' ', 'with space ', '/slash/', 'unicode_é_日本_🙂', '@at@', '-', '--dash--', '%2F', '"quoted"', 'line\nbreak', 'tab\t',
	'$system', '$$', '$$$x', 'a'.repeat(500), 'b'.repeat(5000),
];
const revisionOf = ({ nextExpectedRevision }: AppendResult) => nextExpectedRevision;

export default [
	...bothWays((way) => `${way}: odd stream names`, async (run, options) => {
		await run.call('empty name', () => run.append('', run.event(), options));
		for (const prefix of oddNames) {
			const stream = run.name(prefix);
			const told = `append to ${JSON.stringify(prefix.slice(0, 20))} (${prefix.length})`;
			await run.call(told, () => run.append(stream, run.event(), options), revisionOf);
			await run.call('read', () => run.read(stream), (found) => {
				return found.map(({ event }) => ({ same: event?.streamId === stream, revision: event?.revision }));
			});
		}
		await run.call('name "$all"', () => run.append('$all', run.event(), options));
		await run.call('name "$"', () => run.append('$', run.event(), { ...options, expectedRevision: 1000n }));
	}),

	...bothWays((way) => `${way}: system and metadata streams`, async (run, options) => {
		const [stream, plain] = [run.name(), run.name('plain')];
		const metadata = () => run.client.getStreamMetadata(stream);
		await run.call('$$stream, a $metadata event', () => {
			return run.append(`$$${stream}`, run.event('$metadata', { $maxCount: 1 }), options);
		});
		await run.call('$$stream, another type', () => run.append(`$$${stream}`, run.event('other', { a: 1 }), options));
		await run.call('metadata', metadata);
		await run.call('$$stream, data that is not an object', () => {
			return run.append(`$$${stream}`, binaryEvent({ type: '$metadata', data: Buffer.from('nonsense') }), options);
		});
		await run.call('metadata after nonsense', metadata);
		await run.call('append to the stream after nonsense', () => run.append(stream, run.events(2), options));
		await run.call('read the stream after nonsense', () => run.readBrief(stream));
		await run.call('$$$$stream', () => run.append(`$$$$${stream}`, run.event('$metadata', { $maxCount: 1 }), options));
		await run.call('type with $ in a plain stream', () => run.append(plain, run.event('$mine', {}), options));
		await run.call('a link', () => run.append(plain, link(`0@${stream}`), options));
		await run.call('read the link', () => run.readBrief(plain, { resolveLinkTos: true }));
	}),

	scenario('wrong and missing credentials', async (run) => {
		const callers = [
			['wrong password', 'admin:wrong'], ['unknown user', 'nobody:changeit'], ['no credentials', undefined],
			['empty password', 'admin:'],
		] as const;
		for (const [what, user] of callers) {
			// An empty password cannot stand in a connection string.
			const [client, options] = user === 'admin:'
				? [run.client, { credentials: { username: 'admin', password: '' } }]
				: [run.as(user), {}];
			await run.call(`${what}, plain stream`, () => client.appendToStream(run.name('a'), run.event(), options));
			await run.call(`${what}, system stream`, () => client.appendToStream(`$${run.name('a')}`, run.event()));
			await run.call(`${what}, read`, () => run.readBrief(run.name('a'), {}, client));
		}
		const appendAs = (username: string, password: string) => {
			return run.append(run.name('b'), run.event(), { credentials: { username, password } });
		};
		await run.call('credentials of the call, wrong password', () => appendAs('admin', 'wrong'));
		await run.call('credentials of the call, unknown user', () => appendAs('nobody', 'x'));
	}),
];

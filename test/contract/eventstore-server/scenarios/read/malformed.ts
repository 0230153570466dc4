import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { readRequest, tellMessage, wireRead } from '../../replay/read-wire.ts';
import type { WireRead } from '../../replay/read-wire.ts';
import { scenario } from '../../replay/scenario.ts';

export default [
	scenario('requests that are malformed', async (run) => {
		const read = async (request: WireRead, change: (options: ReadReq.Options) => unknown = () => undefined, ms?: number) => {
			const message = readRequest(request);
			change(message.getOptions()!);
			return (await run.wire.list(StreamsService.read, message, { ms })).map(tellMessage);
		};
		const one = { stream: run.name(), count: 1 };
		await run.call('no stream', () => read(one, (options) => options.clearStream()));
		await run.call('no count', () => read(one, (options) => options.clearCount()));
		await run.call('no filter option', () => read(one, (options) => options.clearNoFilter()));
		await run.call('no uuid option', () => read(one, (options) => options.clearUuidOption()));
		await run.call('filter on a stream', () => read({ ...one, filter: { on: 'type', prefixes: ['x'] } }));
		await run.call('stream named ""', () => wireRead(run, { stream: '', count: 1 }));
		await run.call('stream named $all', () => wireRead(run, { stream: '$all', count: 1 }), ({ length }) => length);
		await run.call('stream named $$$all', () => wireRead(run, { stream: '$$$all', count: 1 }), ({ length }) => length > 0);
		await run.call('backwards subscription', () => read({ stream: run.name(), backwards: true }, undefined, 1_000));
	}),
];

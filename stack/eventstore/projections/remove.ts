import type { Reader } from '../store/read.ts';
import type { Writer } from '../store/write.ts';
import type { States } from './engine/protocol.ts';
import type { Removal } from './managed.ts';
import { eventsOf } from './settings.ts';
import {
	checkpointStream, emittedStreamsCheckpointStream, emittedStreamsStream, partitionCheckpointStream,
} from './streams.ts';

/**
 * Deletes the streams of a projection that is deleted. Runs within a transaction. The results stay, as they do on the
 * vendor's server, and so do emitted streams that were not tracked.
 */
export function deleteStreams(
	writer: Writer, read: Reader, name: string, states: States | undefined, removal: Removal,
): void {
	const remove = (stream: string) => {
		const { revision, softDeleted, tombstoned } = read.stream(stream);
		if (revision >= 0 && !softDeleted && !tombstoned) writer.delete(stream, 'any');
	};
	if (removal.emittedStreams) {
		const tracked = [...eventsOf(read, emittedStreamsStream(name))].map(({ data }) => Buffer.from(data).toString());
		for (const stream of tracked) remove(stream);
		remove(emittedStreamsStream(name));
		remove(emittedStreamsCheckpointStream(name));
	}
	if (!removal.checkpoints) return;
	remove(checkpointStream(name));
	for (const partition of states?.keys() ?? []) remove(partitionCheckpointStream(name, partition));
}

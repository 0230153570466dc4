import { setTimeout as delay } from 'node:timers/promises';
import type { EventStoreDBClient, StreamMetadata } from '@eventstore/db-client';
import type { Run } from '../../../replay/run.ts';

/** Longest wait for one answer, milliseconds. */
const patience = 3_000;

/** `ok`, or which error it was. */
async function outcome(attempt: () => Promise<unknown>): Promise<string> {
	const answered = attempt().then(() => 'ok', kindOf);
	return await Promise.race([answered, delay(patience, 'no answer', { ref: false })]);
}

export function kindOf(error: unknown): string {
	const { type, message } = error as { type?: string; message: string };
	return type ?? message;
}

/**
 * What somebody may do with a stream, each as `ok` or the kind of the error.
 *
 * @param deletes whether to try that too; what was deleted is written anew
 */
export async function rights(run: Run, client: EventStoreDBClient, stream: string, deletes = true): Promise<Record<string, string>> {
	const newest = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const;
	const metadata = async (): Promise<StreamMetadata> => (await run.client.getStreamMetadata(stream)).metadata ?? {};
	const found: Record<string, string> = {
		'read': await outcome(() => run.read(stream, {}, client)),
		'backwards': await outcome(() => run.read(stream, newest, client)),
		'append': await outcome(() => client.appendToStream(stream, run.event())),
		'metadata': await outcome(() => client.getStreamMetadata(stream)),
		'$$': await outcome(() => run.read(`$$${stream}`, {}, client)),
		'write metadata': await outcome(async () => client.setStreamMetadata(stream, await metadata())),
	};
	const followed = run.follow(client.subscribeToStream(stream));
	await followed.confirmed(2_000);
	found.subscribe = followed.error === undefined ? 'ok' : kindOf(followed.error);
	await followed.stop();
	if (deletes) {
		const before = await metadata();
		found.delete = await outcome(() => client.deleteStream(stream));
		await run.append(stream, run.event());
		await run.client.setStreamMetadata(stream, before);
	}
	return found;
}

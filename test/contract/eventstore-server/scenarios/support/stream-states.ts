import type { Run } from '../../replay/run.ts';

/** Brings a stream into a state before the scenario's own steps. */
export type MakeStream = (run: Run, stream: string) => Promise<unknown>;

export const missing: MakeStream = async () => undefined;

export const withTwoEvents: MakeStream = (run, stream) => run.append(stream, run.events(2));

export const softDeleted: MakeStream = async (run, stream) => {
	await run.append(stream, run.events(2));
	await run.client.deleteStream(stream);
};

export const tombstoned: MakeStream = async (run, stream) => {
	await run.append(stream, run.events(2));
	await run.client.tombstoneStream(stream);
};

export const withMetadataOnly: MakeStream = (run, stream) => run.client.setStreamMetadata(stream, { custom: 1 });

import type { ReadStreamOptions } from '@eventstore/db-client';
import { brief } from '../../../replay/brief.ts';
import type { Run } from '../../../replay/run.ts';

export const systemProjections = ['$by_category', '$by_event_type', '$by_correlation_id', '$stream_by_category', '$streams'];

/** Enables a system projection and waits until it has read what the other scenarios wrote. */
export async function enable(run: Run, name: string): Promise<void> {
	await run.prepare(`enable ${name}`, async () => {
		await run.client.enableProjection(name);
		await run.wait(async () => {
			const { status, progress } = await run.client.getProjectionStatus(name);
			return status === 'Running' && (progress >= 100 || progress < 0);
		});
	});
}

/** Reads a stream until it has so many events, and tells them in short. */
export function linksUntil(
	run: Run, what: string, stream: string, count: number, options?: ReadStreamOptions, ms?: number,
): Promise<unknown> {
	return run.until(what, () => run.read(stream, options), (found) => found.length >= count, (found) => found.map(brief), ms);
}

import { execa } from 'execa';

import type { Machine } from './machine.ts';

interface ContainerEvent {
	status?: string;
	Actor?: { Attributes?: Record<string, string> };
}

/**
 * Tells what happens to a project's containers until it is interrupted or the engine is gone.
 * @returns why it ended
 */
export async function watchContainers(
	{ engine, project }: Machine,
	signal: AbortSignal,
	tell: (line: string) => void,
): Promise<'interrupted' | 'engine gone'> {
	const filters = [`label=com.docker.compose.project=${project}`, 'event=die', 'event=health_status'];
	const child = execa('docker', ['events', '--format', '{{json .}}', ...filters.flatMap((filter) => ['--filter', filter])], {
		env: engine.environment,
		cancelSignal: signal,
		reject: false,
		buffer: false,
		stderr: 'ignore',
	});
	try {
		for await (const line of child) {
			const event = JSON.parse(line) as ContainerEvent;
			const service = event.Actor?.Attributes?.['com.docker.compose.service'] ?? 'a container';
			const exitCode = event.Actor?.Attributes?.exitCode;
			tell(event.status === 'die' ? `${service} ended with exit code ${exitCode}` : `${service}: ${event.status}`);
		}
	} catch {
		// An interruption ends the iteration with an error; the result below tells it apart.
	}
	await child;
	return signal.aborted ? 'interrupted' : 'engine gone';
}

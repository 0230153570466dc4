import { InvalidArgumentError } from 'commander';

import { mustRun, serviceContainer } from '../stack/command/container.ts';
import { projectContainers } from '../stack/engine/containers.ts';

/**
 * The container that n8n runs in, and how the engine that runs it is reached.
 * @throws Error that says how to start it, when it does not run
 */
export async function runningN8n(project: string): Promise<{ container: string; env: Record<string, string> }> {
	const { engine } = await mustRun({ project });
	const { id } = serviceContainer('n8n', await projectContainers(engine, project));
	return { container: id, env: engine.environment };
}

/** Reads an option that says how much or how often; commander names the option when it is refused. */
export function wholeNumber(text: string): number {
	const number = Number(text);
	if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
	return number;
}

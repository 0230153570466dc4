import { type BroughtUp, bringUp } from '../../stack/command/bringUp.ts';
import { findEngine } from '../../stack/engine/find.ts';
import { takeDown } from '../../stack/engine/takeDown.ts';
import { currentEnvironment, keepEnvironment } from '../../stack/environment.ts';
import { withoutN8n } from '../../stack/n8n/workers.ts';
import { n8nServices } from '../../stack/services.ts';

/** The fewest of which one can be killed while another goes on. */
const WORKERS = 2;

/** An n8n that has the place of the project's own. */
export interface InItsPlace {
	broughtUp: BroughtUp;
	/** Takes it down again, so that the next start brings up the one that was there, with its data. */
	leave(): Promise<void>;
}

/** Puts an n8n with workers, which knows of nothing yet, in the place of a project's n8n; the other systems go on. */
export async function workersInPlace(project: string, signal: AbortSignal): Promise<InItsPlace> {
	const before = await currentEnvironment(project);
	await endN8n(project);
	await keepEnvironment(project, withoutN8n(before));
	const leave = async () => {
		await endN8n(project);
		await keepEnvironment(project, before);
	};
	try {
		return { broughtUp: await bringUp({ project, workers: WORKERS }, signal), leave };
	} catch (error) {
		await leave();
		throw error;
	}
}

async function endN8n(project: string): Promise<void> {
	const engine = await findEngine();
	if (typeof engine === 'string') throw new Error(`No container engine answers: ${engine}`);
	await takeDown(engine, project, { only: n8nServices });
}

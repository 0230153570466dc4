import { settle } from './settle.ts';
import type { Plain } from './settle.ts';
import { within } from './patience.ts';
import { Ended, Run } from './run.ts';
import type { RunSettings } from './run.ts';
import type { Scenario } from './scenario.ts';
import { tell } from './told.ts';

/** What a server answered to a scenario, as the recordings have it. */
export interface Recorded {
	name: string;
	steps: Plain;
	/** How many different positions of the log were told. */
	positions: number;
}

/**
 * Runs scenarios one after another: the vendor's client keeps the appends under way of all its instances in one table, so
 * that the end of one scenario's client would fail those of another in the same process.
 *
 * @param told called when a scenario is through, with how long it took in milliseconds
 */
export async function play(
	scenarios: readonly Scenario[], settings: RunSettings, told: (recorded: Recorded, ms: number) => void,
): Promise<void> {
	for (const scenario of scenarios) {
		const start = Date.now();
		told(await playOne(scenario, settings), Date.now() - start);
	}
}

async function playOne(scenario: Scenario, settings: RunSettings): Promise<Recorded> {
	const run = new Run(settings);
	let end: { timeout: true } | { broken: ReturnType<typeof tell> } | undefined;
	try {
		const outcome = await within(settings.patience.scenario, scenario.steps(run));
		if (outcome.late) end = { timeout: true };
	} catch (error) {
		// A mistake of the scenario itself; no recording has one.
		if (!(error instanceof Ended)) end = { broken: tell(error) };
	}
	const steps = [...run.steps, ...(end === undefined ? [] : [end])];
	await run.close();
	return { name: scenario.name, ...settle(steps, run.id) };
}

import { scenariosOf } from './areas.ts';
import { surviveLateAnswers } from './outside.ts';
import type { Part, Share } from './part-process.ts';
import { quick } from './patience.ts';
import { play } from './play.ts';
import { prepare } from './prelude.ts';
import type { Scenario } from './scenario.ts';
import { serverAddress } from './server-address.ts';

// The other end of part-process.ts: gets what to run, sends what was answered.
surviveLateAnswers();

function select(scenarios: Scenario[], share: Share | undefined): Scenario[] {
	if (share === undefined) return scenarios;
	if (share === 'alone') return scenarios.filter(({ alone }) => alone);
	return scenarios.filter(({ alone }) => !alone).filter((_, index) => index % share.of === share.part);
}

async function answer({ area, connectionString, share }: Part): Promise<void> {
	const address = serverAddress(connectionString);
	const user = 'admin:changeit';
	if (share === undefined) await prepare(area, address, user);
	const settings = { address, user, patience: quick };
	await play(select(await scenariosOf(area), share), settings, (answered) => process.send?.(answered));
}

process.once('message', (part: Part) => {
	// What fails is told on standard error; the scenarios that are missing then fail the test.
	void answer(part).finally(() => process.disconnect());
});

import { scenariosOf } from './areas.ts';
import { surviveLateAnswers } from './outside.ts';
import type { Part } from './part-process.ts';
import { quick } from './patience.ts';
import { play } from './play.ts';
import { serverAddress } from './server-address.ts';

// The other end of part-process.ts: gets what to run, sends what was answered.
surviveLateAnswers();
async function answer({ area, connectionString, alone, part, parts }: Part): Promise<void> {
	const scenarios = (await scenariosOf(area)).filter((scenario) => scenario.alone === alone);
	const settings = { address: serverAddress(connectionString), user: 'admin:changeit', patience: quick };
	await play(scenarios.filter((_, index) => index % parts === part), settings, (answered) => process.send?.(answered));
}

process.once('message', (part: Part) => {
	// What fails is told on standard error; the scenarios that are missing then fail the test.
	void answer(part).finally(() => process.disconnect());
});

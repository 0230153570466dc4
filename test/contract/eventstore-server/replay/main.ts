import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { areas, modes, recordingOf, scenariosOf } from './areas.ts';
import type { Area, Mode } from './areas.ts';
import { comparisonOf } from './compare.ts';
import { describe } from './differences.ts';
import { surviveLateAnswers } from './outside.ts';
import { patient, quick } from './patience.ts';
import { play } from './play.ts';
import { prepare } from './prelude.ts';
import { serverAddress } from './server-address.ts';

interface Options {
	area: Area[];
	match: string;
	mode?: Mode;
	user: string;
	quick: boolean;
	print: boolean;
}

const command = new Command('replay')
	.description(
		'Runs the recorded scenarios against a server and shows in what its answers differ from those of KurrentDB 25.0.0. '
		+ 'It writes, deletes, stops projections and changes users: never use it on a database that matters. '
		+ 'The recorded server was empty, with projections enabled but none running.',
	)
	.argument('<connection string>', 'esdb://127.0.0.1:2113?tls=false, or esdb://localhost:2113?tls=true&tlsCAFile=ca.pem')
	.addOption(new Option('--area <names...>', 'only these areas').choices(areas).default([...areas]))
	.option('--match <text>', 'only scenarios with this in their names', '')
	.addOption(new Option('--mode <mode>', 'the recording to compare with; by default as the connection string says').choices(modes))
	.option('--user <user:password>', 'an administrator', 'admin:changeit')
	.option('--quick', 'short pauses, as the contract test has them', false)
	.option('--print', 'print the answers as JSON, beside what differs', false)
	.parse();

surviveLateAnswers();
const options = command.opts<Options>();
const address = serverAddress(command.args[0] ?? '');
const mode = options.mode ?? (address.tls ? 'tls' : 'insecure');
const print = (text: string) => process.stdout.write(`${text}\n`);
let different = 0;

for (const area of options.area) {
	if (!existsSync(join(import.meta.dirname, '../scenarios', area))) continue;
	const scenarios = (await scenariosOf(area)).filter(({ name }) => name.includes(options.match));
	const { comparison } = await comparisonOf(area);
	const recording = new Map(recordingOf(area, mode).map((recorded) => [recorded.name, recorded]));
	await prepare(area, address, options.user, options.area.slice(0, options.area.indexOf(area)));
	await play(scenarios, { address, user: options.user, patience: options.quick ? quick : patient }, (answered, ms) => {
		const recorded = recording.get(answered.name);
		const found = comparison.differences(recorded, answered);
		if (found.length > 0) different += 1;
		print(`${area}: ${answered.name} (${ms} ms) ${found.length === 0 ? 'the same' : `differs\n${describe(found)}`}`);
		if (options.print) print(JSON.stringify(answered, null, '\t'));
	});
}
print(`${different} different`);
process.exitCode = different === 0 ? 0 : 1;

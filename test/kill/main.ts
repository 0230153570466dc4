// Kills n8n, or the event store, beside every write of every process of the library, and judges what comes of the runs.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Command, InvalidArgumentError, Option } from 'commander';

import { closeSystems, openSystems } from '../../acceptance/support/systems.ts';
import { repository } from '../../stack/project.ts';
import type { Course } from './courses/course.ts';
import { coursesOf, processes } from './courses/index.ts';
import { type FaultName, faults } from './fault.ts';
import { type Figures, problemsOf, runTable, summaryTable } from './figures.ts';
import { type Gates, openGates } from './gate/gates.ts';
import { Ground } from './ground.ts';
import { type Moment, momentLabel, momentsOf } from './moment.ts';
import { killRound } from './round.ts';
import { publishTakeBack } from './take-back.ts';
import { observe } from './undisturbed.ts';

interface Options {
	project: string;
	kill: FaultName | 'both';
	moments?: string;
	course?: string;
	atOnce: number;
}

const command = new Command('npm run test:kill --')
	.description('Begins a run of each process for each moment beside one of its writes, holds it there, kills, and judges what recovery makes of it.')
	.argument('[process...]', `which: ${processes.join(', ')}; all unless given`)
	.option('--project <name>', 'Compose project whose stack is up; nothing else should use it', process.env.CIM_PROJECT ?? 'cim-test')
	.addOption(new Option('--kill <what>', 'what is killed').choices([...Object.keys(faults), 'both']).default('both'))
	.option('--moments <text>', 'only moments whose name has this text, such as "after event store: StepDone"')
	.option('--course <name>', 'only this way in which a process goes, such as "taken back"')
	.option('--at-once <runs>', 'runs that one kill is for', wholeNumber, 40)
	.parse();
const options = command.opts<Options>();

const say = (line: string) => process.stdout.write(`${line}\n`);

function wholeNumber(text: string): number {
	const number = Number(text);
	if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
	return number;
}

async function killed(ground: Ground, gates: Gates, course: Course): Promise<Figures[]> {
	say(`\n${course.process}, ${course.name}`);
	const undisturbed = await observe(ground, gates, course);
	const moments = momentsOf(undisturbed.writes).filter((moment) => momentLabel(moment).includes(options.moments ?? ''));
	say(`  ${undisturbed.writes.length} writes: ${undisturbed.writes.join('; ')}`);
	const chosen = options.kill === 'both' ? Object.values(faults) : [faults[options.kill]];
	const figures: Figures[] = [];
	for (const fault of chosen) {
		const begin = performance.now();
		const found: Figures = { process: course.process, course: course.name, fault: fault.name, kills: 0, seconds: 0, runs: [] };
		try {
			for (const part of parts(moments, options.atOnce)) {
				say(`  ${part.length} runs, and ${fault.name} is killed`);
				found.kills++;
				found.runs.push(...(await killRound(ground, gates, course, undisturbed, part, fault)));
			}
		} catch (error) {
			found.failure = (error as Error).message;
		}
		found.seconds = Math.round((performance.now() - begin) / 1_000);
		figures.push(found);
		say(`${runTable(found)}\n${problemsOf(found).map((problem) => `  ✖ ${problem}\n`).join('')}`);
	}
	return figures;
}

function parts(moments: readonly Moment[], size: number): Moment[][] {
	// Neighbours are killed by different kills, so that each has early and late ones.
	const count = Math.ceil(moments.length / size);
	return Array.from({ length: count }, (_, part) => moments.filter((_moment, index) => index % count === part));
}

async function main(): Promise<boolean> {
	const chosen = coursesOf(command.args).filter(({ name }) => name.includes(options.course ?? ''));
	const systems = await openSystems(options.project);
	const ground = new Ground(systems);
	const removeTakeBack = await publishTakeBack(systems.connections.n8n);
	const gates = await openGates(systems);
	const tidy = async () => {
		await systems.containers.resume();
		await gates.close();
		await removeTakeBack();
		await closeSystems(systems);
	};
	// Otherwise n8n would be left with gates behind which is nobody.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void tidy().finally(() => process.exit(130)));
	const figures: Figures[] = [];
	try {
		for (const course of chosen) figures.push(...(await killed(ground, gates, course)));
	} finally {
		await tidy();
	}
	say(summaryTable(figures));
	await mkdir(join(repository, 'reports'), { recursive: true });
	await writeFile(join(repository, 'reports', 'kill.json'), `${JSON.stringify(figures, null, 2)}\n`);
	return figures.length > 0 && figures.every((each) => problemsOf(each).length === 0);
}

try {
	process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = 1;
}

// Kills n8n, or the event store, beside every write of every process of the library, and judges what comes of the runs.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Command, Option } from 'commander';

import { closeSystems, openSystems } from '../../acceptance/support/systems.ts';
import { wholeNumber } from '../../bench/running.ts';
import { repository } from '../../stack/project.ts';
import type { Course } from './courses/course.ts';
import { coursesOf, processes } from './courses/index.ts';
import { type Fault, type FaultName, faults } from './fault.ts';
import { type Figures, problemsOf, runTable, summaryTable } from './figures.ts';
import { type Gates, openGates } from './gate/gates.ts';
import { Ground } from './ground.ts';
import { momentLabel, momentsOf } from './moment.ts';
import { type Attempt, killRound } from './round.ts';
import { takeBack } from './take-back.ts';
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

/** Kills all courses of a process together. */
async function killed(ground: Ground, gates: Gates, process: string, courses: readonly Course[]): Promise<Figures[]> {
	say(`\n${process}`);
	const attempts: Attempt[] = [];
	for (const course of courses) {
		const undisturbed = await observe(ground, gates, course);
		const moments = momentsOf(undisturbed.writes.filter((write) => course.only?.test(write) ?? true)).filter((moment) => momentLabel(moment).includes(options.moments ?? ''));
		say(`  ${course.name}: ${undisturbed.writes.length} writes, ${moments.length} moments`);
		attempts.push(...moments.map((moment) => ({ course, undisturbed, moment })));
	}
	const chosen = options.kill === 'both' ? Object.values(faults) : [faults[options.kill]];
	const figures: Figures[] = [];
	for (const fault of chosen) figures.push(await killedBy(fault, ground, gates, process, attempts));
	return figures;
}

async function killedBy(fault: Fault, ground: Ground, gates: Gates, process: string, attempts: readonly Attempt[]): Promise<Figures> {
	const begin = performance.now();
	const figures: Figures = { process, fault: fault.name, kills: 0, seconds: 0, runs: [] };
	try {
		for (const part of parts(attempts, options.atOnce)) {
			say(`  ${part.length} runs, and ${fault.name} is killed`);
			figures.kills++;
			figures.runs.push(...(await killRound(ground, gates, part, fault, say)));
		}
	} catch (error) {
		figures.failure = (error as Error).message;
	}
	figures.seconds = Math.round((performance.now() - begin) / 1_000);
	say(`${runTable(figures)}\n${problemsOf(figures).map((problem) => `  ✖ ${problem}\n`).join('')}`);
	return figures;
}

/** Neighbours are killed by different kills, so that each has early and late ones. */
function parts<T>(all: readonly T[], size: number): T[][] {
	const count = Math.ceil(all.length / size);
	return Array.from({ length: count }, (_, part) => all.filter((_each, index) => index % count === part));
}

async function main(): Promise<boolean> {
	const chosen = coursesOf(command.args).filter(({ name }) => name.includes(options.course ?? ''));
	const systems = await openSystems(options.project);
	const ground = new Ground(systems);
	const taking = await ground.n8n.publish(takeBack);
	const gates = await openGates(systems);
	const tidy = async () => {
		await systems.containers.resume();
		await gates.close();
		await ground.close();
		await ground.n8n.remove(taking);
		await ground.n8n.resumeRecovery();
		await closeSystems(systems);
	};
	// Otherwise n8n would be left with gates behind which is nobody.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void tidy().finally(() => process.exit(130)));
	const figures: Figures[] = [];
	try {
		for (const [process, courses] of Map.groupBy(chosen, ({ process }) => process)) figures.push(...(await killed(ground, gates, process, courses)));
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

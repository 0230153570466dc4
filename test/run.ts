import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Command } from 'commander';

import { duration } from '../stack/build/buildOutput.ts';
import { packPackage } from '../stack/build/package.ts';
import { type BroughtUp, bringUp } from '../stack/command/bringUp.ts';
import { holdForeground, interruption } from '../stack/command/foreground.ts';
import { DrawnError } from '../stack/command/narrate.ts';
import { summary } from '../stack/command/start.ts';
import { stopProject } from '../stack/command/stop.ts';
import { workersOption } from '../stack/command/workersOption.ts';
import { ActionNeeded } from '../stack/engine/actionNeeded.ts';
import { findEngine } from '../stack/engine/find.ts';
import { takeDown } from '../stack/engine/takeDown.ts';
import { forgetEnvironment, KEEP_SUCCESSES } from '../stack/environment.ts';
import { repository } from '../stack/project.ts';
import { failures, writeSystemOutput } from './run/failure/report.ts';
import { checkGenuine } from './run/genuine.ts';
import { npmRun, type Print } from './run/npm-run.ts';
import { type Counts, cucumberCounts, jestCounts, killCounts, readCounts } from './run/results.ts';
import { type InItsPlace, workersInPlace } from './run/workers.ts';

const reports = join(repository, 'reports');

const stageNames = ['lint', 'unit', 'package', 'stack', 'contract', 'acceptance', 'kill', 'workers'] as const;
type StageName = (typeof stageNames)[number];

/**
 * What comes first: the sources are checked while the stack comes up. Each of these goes through its stages one after
 * another, all of them side by side.
 */
const tracks: readonly (readonly StageName[])[] = [['package', 'stack'], ['lint'], ['unit']];
const afterwards: readonly StageName[] = ['contract', 'acceptance', 'kill', 'workers'];

/** Those for an n8n that has workers: the others say nothing of it, or nothing else than without. */
const stagesWithWorkers: readonly StageName[] = ['package', 'stack', 'acceptance'];

/** What the kill test does here; all that it can do takes an hour. */
const killed = ['provision-volume', '--course', 'provisioned', '--kill', 'n8n'];

/** A stage passes, or throws an error that says why it did not; what its programs print it hands on. */
type Stage = (signal: AbortSignal, print: Print) => Promise<void>;

interface Outcome {
	name: StageName;
	milliseconds: number;
	failure?: string;
}

interface Options {
	stage?: string;
	keep?: boolean;
	project: string;
	workers?: number;
}

const options = new Command('npm test --')
	.description('Runs all stages, also after one has failed. Exits 0 only when every stage passed.')
	.option('--stage <names>', `these only, separated by commas: ${stageNames.join(', ')}; all but workers and kill when missing`)
	.option('--keep', 'leave the stack up, with its data, for a quick next run')
	.addOption(workersOption(`with the stages ${stagesWithWorkers.join(', ')}, unless others are named`))
	.option('--project <name>', 'Compose project; its containers and data are deleted before and after', 'cim-test')
	.addHelpText('after', '\ncontract, acceptance, kill and workers bring the stack up, as the stage stack does; workers then puts an n8n with workers in the place of the one of the stack.')
	.parse()
	.opts<Options>();
const { project } = options;

const counts: Counts[] = [];

/** Whether there is anything that tests of running systems could reach; some of the systems are enough. */
let isStackThere = true;

/** While an n8n with workers has the place of the stack's own. */
let inItsPlace: InItsPlace | undefined;

const stages: Record<StageName, Stage> = {
	lint: (signal, print) => script('lint', [], signal, print),
	unit: (signal, print) => jest('unit', signal, print),
	async package() {
		const { path } = await packPackage(project, (line) => console.log(line));
		console.log(path);
	},
	async stack(signal) {
		// The coverage of processes is read off what n8n keeps.
		process.env[KEEP_SUCCESSES] ??= '1';
		const begin = Date.now();
		isStackThere = false;
		const broughtUp = await bringUp({ project, workers: options.workers }, signal);
		isStackThere = true;
		console.log(await summary(broughtUp, Date.now() - begin));
		const { lines, failed } = await checkGenuine(project);
		console.log(['', 'Who the systems say they are:', ...lines].join('\n'));
		mustBeUp(broughtUp);
		if (failed.length > 0) throw new Error(`not the real thing: ${failed.join(', ')}`);
	},
	async contract(signal, print) {
		mustHaveStack();
		await jest('contract', signal, print);
	},
	async acceptance(signal, print) {
		mustHaveStack();
		const since = new Date();
		try {
			await cucumber('acceptance', [], signal, print);
		} catch (error) {
			// What did not run for that has no reason of its own; the report is for whoever looks, and says itself when there is none.
			await coverage(since, signal, print).catch(() => undefined);
			throw error;
		}
		await coverage(since, signal, print);
	},
	async workers(signal, print) {
		mustHaveStack();
		const begin = Date.now();
		inItsPlace = await workersInPlace(project, signal);
		const { broughtUp } = inItsPlace;
		console.log(await summary(broughtUp, Date.now() - begin));
		mustBeUp(broughtUp);
		await cucumber('workers', ['--tags', '@also-with-workers'], signal, print);
	},
	async kill(signal, print) {
		mustHaveStack();
		await counted(join(reports, 'kill.json'), killCounts, () => script('test:kill', killed, signal, print));
	},
};

/** Runs a script of package.json on the project. */
async function script(name: string, args: readonly string[], signal: AbortSignal, print: Print, more: Record<string, string> = {}): Promise<void> {
	await npmRun(name, args, signal, print, { CIM_PROJECT: project, ...more });
}

/** @param report file that cucumber.mjs has the report written to, without its ending */
async function cucumber(report: string, args: readonly string[], signal: AbortSignal, print: Print): Promise<void> {
	const path = join(reports, `${report}.json`);
	await counted(path, cucumberCounts, () => script('test:acceptance', args, signal, print, { CIM_REPORT: report }));
}

function mustBeUp({ failures: missing }: BroughtUp): void {
	const reasons = [...missing].map(([system, reason]) => `${system} (${reason.split('\n')[0]})`);
	if (reasons.length > 0) throw new Error(`not up: ${reasons.join(', ')}`);
}

async function jest(kind: 'unit' | 'contract', signal: AbortSignal, print: Print): Promise<void> {
	const report = join(reports, `${kind}.json`);
	const reporter = join(repository, 'test', 'run', 'countsReporter.ts');
	const reporters = ['--reporters=default', `--reporters=${reporter}`];
	await counted(report, jestCounts, () => script(`test:${kind}`, reporters, signal, print, { CIM_JEST_COUNTS: report }));
}

/** Runs tests and counts them by the report that they leave. A runner that finds no test must not pass. */
async function counted<Report>(report: string, count: (report: Report) => Counts, run: () => Promise<void>): Promise<void> {
	await rm(report, { force: true });
	let counted: Counts;
	try {
		await run();
	} finally {
		counted = await readCounts(report, count);
		counts.push(counted);
	}
	if (counted.passed + counted.failed === 0) throw new Error('no test ran');
	if (counted.failed > 0) throw new Error(`${counted.failed} failed`);
}

/** Every node and every wire of the library has run in the scenarios, all of which have run by now. */
async function coverage(since: Date, signal: AbortSignal, print: Print): Promise<void> {
	await script('coverage', ['--since', since.toISOString()], signal, print).catch((error: unknown) => {
		signal.throwIfAborted();
		throw new Error('not all of the processes ran: reports/coverage/index.html', { cause: error });
	});
}

function mustHaveStack(): void {
	if (!isStackThere) throw new Error('cannot run: there is no stack');
}

/** The chosen stages in their order; tests against running systems bring the stack up first. */
function chosenStages(given: string | undefined): StageName[] {
	if (given === undefined) return options.workers ? [...stagesWithWorkers] : stageNames.filter((name) => name !== 'workers' && name !== 'kill');
	const names = given.split(',').map((name) => name.trim());
	const unknown = names.find((name) => !(stageNames as readonly string[]).includes(name));
	if (unknown !== undefined) throw new Error(`There is no stage ${JSON.stringify(unknown)}. Known: ${stageNames.join(', ')}.`);
	const needsStack = afterwards.some((name) => names.includes(name));
	return stageNames.filter((name) => names.includes(name) || (name === 'stack' && needsStack));
}

async function runStage(name: StageName, signal: AbortSignal, print: Print = 'live'): Promise<Outcome> {
	const say = print === 'live' ? console.log : print;
	say(`\n━━ ${name}`);
	const begin = Date.now();
	try {
		await stages[name](signal, print);
		return { name, milliseconds: Date.now() - begin };
	} catch (error) {
		const failure = (error as Error).message;
		const cause = error instanceof DrawnError ? error.cause : error;
		if (cause === error) say(failure);
		if (cause instanceof ActionNeeded) say(`\nRun:\n  ${cause.command}`);
		return { name, milliseconds: Date.now() - begin, failure: failure.split('\n')[0] ?? 'failed' };
	}
}

/** Runs the chosen stages of all tracks side by side; the first track has the terminal, the others speak when all have ended. */
async function runTracks(chosen: readonly StageName[], signal: AbortSignal): Promise<Outcome[]> {
	const running = tracks.map((track) => track.filter((name) => chosen.includes(name))).filter((track) => track.length > 0);
	const kept: string[] = [];
	const outcomes = await Promise.all(
		running.map(async (track, index) => {
			const ended: Outcome[] = [];
			const said: string[] = [];
			for (const name of track) {
				if (!signal.aborted) ended.push(await runStage(name, signal, index === 0 ? 'live' : (text) => said.push(text)));
			}
			kept.push(...said);
			return ended;
		}),
	);
	if (kept.length > 0) console.log(kept.join('\n'));
	return outcomes.flat();
}

/** What an earlier run that was killed left: its containers, and its data, which would make this run another one. */
async function clearLeftovers(): Promise<void> {
	const engine = await findEngine();
	if (typeof engine !== 'string') await takeDown(engine, project, { volumes: true });
	await forgetEnvironment(project);
}

/** Nobody can look at the containers once they are gone. */
async function keepSystemOutput(): Promise<void> {
	await writeSystemOutput(project);
	console.log(`\nWhat is known of the failures: ${failures}`);
}

async function clearAll(): Promise<void> {
	const engine = await findEngine();
	if (typeof engine !== 'string') console.log(`\n${await stopProject(engine, project, { volumes: true })}`);
	await forgetEnvironment(project);
}

async function main(): Promise<number> {
	const chosen = chosenStages(options.stage);
	const hold = await holdForeground(project);
	const signal = interruption();
	const outcomes: Outcome[] = [];
	await mkdir(reports, { recursive: true });
	await rm(failures, { recursive: true, force: true });
	try {
		if (!options.keep && chosen.includes('stack')) await clearLeftovers();
		outcomes.push(...(await runTracks(chosen, signal)));
		for (const name of afterwards) {
			if (chosen.includes(name) && !signal.aborted) outcomes.push(await runStage(name, signal));
		}
		if (outcomes.some(({ failure }) => failure !== undefined) && chosen.includes('stack')) await keepSystemOutput();
	} finally {
		if (!options.keep && chosen.includes('stack')) await clearAll();
		else if (inItsPlace !== undefined) {
			await inItsPlace.leave();
			console.log(`\nn8n is down now; it comes back, as one process, by: npm run stack -- up --project ${project}`);
		}
		await hold.release();
	}
	return report(outcomes, signal.aborted);
}

function report(outcomes: readonly Outcome[], interrupted: boolean): number {
	console.log('');
	for (const { name, milliseconds, failure } of outcomes) {
		const mark = failure === undefined ? '✔' : '✖';
		console.log(`${mark} ${name.padEnd(10)} ${duration(milliseconds).padStart(12)}${failure ? `  ${failure}` : ''}`);
	}
	const passed = counts.reduce((sum, count) => sum + count.passed, 0);
	const failed = counts.reduce((sum, count) => sum + count.failed, 0);
	console.log(`\n${passed} passed, ${failed} failed`);
	if (interrupted) return 130;
	return outcomes.every(({ failure }) => failure === undefined) ? 0 : 1;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}

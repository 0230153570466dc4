import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { execa } from 'execa';

import type { Log } from '../engine/apt.ts';
import type { Engine } from '../engine/find.ts';
import { tellingLine } from '../engine/tellingLine.ts';
import { type BuildStep, describeStep, parseBuildStep } from './buildOutput.ts';

export interface ImageBuild {
	/** Name and tag of the image to be. */
	reference: string;
	/** Folder with the Dockerfile. */
	folder: string;
	/** Files to lay beside it in the build context, by name. */
	extraFiles: Record<string, string | Uint8Array>;
	/** Build arguments; those that the Dockerfile does not declare are left out. */
	arguments: Record<string, string>;
	watch: BuildWatch;
}

/** How a build is watched. */
export interface BuildWatch {
	/** Where the builder's whole output goes. */
	logFile: string;
	/** Told each step as it begins. */
	log: Log;
	/** Ends it. */
	signal: AbortSignal;
}

/** Engines know these build arguments without a declaration and keep them out of the image's history. */
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/** Package sources that a host can be set to, under the names that the clients in the images read. */
const packageSourceVariables = ['NPM_CONFIG_REGISTRY', 'PIP_INDEX_URL', 'GOPROXY', 'GONOSUMDB', 'GOSUMDB', 'GOFLAGS'];

export async function imageExists(engine: Engine, reference: string): Promise<boolean> {
	const { failed } = await execa('docker', ['image', 'inspect', '--format', '{{.Id}}', reference], {
		env: engine.environment,
		reject: false,
	});
	return !failed;
}

/** What a build downloads comes from networks that fail now and then; the steps before the one that failed are kept. */
const attempts = 3;
const pauseBetweenAttempts = 5_000;

/**
 * Builds an image; a build that fails leaves no tag.
 * @throws Error whose first line says in which step and why, then the last lines of the builder's output, and the path of
 *   all of it
 */
export async function buildImage(engine: Engine, build: ImageBuild): Promise<void> {
	const context = await mkdtemp(join(tmpdir(), 'cim-build-'));
	try {
		await cp(build.folder, context, { recursive: true });
		for (const [name, content] of Object.entries(build.extraFiles)) await writeFile(join(context, name), content);
		const dockerfile = await readFile(join(context, 'Dockerfile'), 'utf8');
		const buildArguments = declaredArguments(dockerfile, { ...packageSources(process.env), ...build.arguments });
		const values = { ...buildArguments, ...pick(process.env, proxyVariables) };
		await rm(build.watch.logFile, { force: true });
		// Not by the nodes' own tryAgain: what lies in nodes/ is for n8n's bundle, and Node does not take it for an ES module.
		for (let tries = 1; ; tries += 1) {
			try {
				return await runBuilder(engine, build, context, values);
			} catch (error) {
				if (tries === attempts || build.watch.signal.aborted) throw error;
			}
			await pause(pauseBetweenAttempts, undefined, { signal: build.watch.signal });
		}
	} finally {
		await rm(context, { recursive: true, force: true });
	}
}

async function runBuilder(
	engine: Engine,
	build: ImageBuild,
	context: string,
	buildArguments: Record<string, string>,
): Promise<void> {
	const { logFile, log, signal } = build.watch;
	const flags = Object.keys(buildArguments).flatMap((name) => ['--build-arg', name]);
	// Values go by environment, where no other process's list of commands shows them (a proxy's can hold a password).
	const child = execa('docker', ['build', '--tag', build.reference, ...flags, context], {
		env: { ...engine.environment, ...buildArguments, BUILDKIT_PROGRESS: 'plain' },
		all: true,
		buffer: false,
		reject: false,
		cancelSignal: signal,
	});
	const output = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
	const lastLines: string[] = [];
	let step: BuildStep | undefined;
	for await (const line of child.iterable({ from: 'all' })) {
		output.write(`${line}\n`);
		lastLines.push(line);
		if (lastLines.length > 15) lastLines.shift();
		const begun = parseBuildStep(line);
		if (!begun) continue;
		step = begun;
		log(describeStep(step));
	}
	output.end();
	const { failed } = await child;
	signal.throwIfAborted();
	if (!failed) return;
	const reason = `${step ? `${describeStep(step)}: ` : ''}${tellingLine(lastLines) ?? 'no word why'}`;
	log(`failed: ${reason}`);
	throw new Error(`${reason}\n${lastLines.join('\n')}\nAll of the output: ${logFile}`);
}

/** Those of the values that a Dockerfile declares with ARG. */
export function declaredArguments(dockerfile: string, values: Record<string, string>): Record<string, string> {
	const declared = new Set([...dockerfile.matchAll(/^\s*ARG\s+(\w+)/gim)].map(([, name]) => name));
	return Object.fromEntries(Object.entries(values).filter(([name]) => declared.has(name)));
}

/** npm gives its scripts the registry in small letters. */
function packageSources(ambient: NodeJS.ProcessEnv): Record<string, string> {
	const registry = ambient.NPM_CONFIG_REGISTRY ?? ambient.npm_config_registry;
	return { ...pick(ambient, packageSourceVariables), ...(registry ? { NPM_CONFIG_REGISTRY: registry } : {}) };
}

function pick(ambient: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
	return Object.fromEntries(names.flatMap((name) => (ambient[name] ? [[name, ambient[name]]] : [])));
}

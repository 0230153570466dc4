import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

import type { Log } from '../engine/apt.ts';
import { projectPaths, repository } from '../project.ts';
import { isDone, keepDone } from '../state.ts';
import { contentHash, filesBelow } from './contentHash.ts';
import { duration } from './buildOutput.ts';

/** What the built package is made of. */
const sources = [
	'package.json',
	'package-lock.json',
	'gulpfile.js',
	'tsconfig.json',
	'tsconfig.package.json',
	'README.md',
	'LICENSE',
	'{build,nodes,credentials,types,workflows}/**',
];

/** `build` checks types first; `quick` leaves that to the editor. */
export type GulpTask = 'build' | 'quick';

export interface PackedPackage {
	path: string;
	/** Whether it was packed just now. */
	fresh: boolean;
}

/**
 * Builds the package and packs it as npm would publish it, unless its sources are those of the tarball that is there.
 * The tarball is the only file of the directory that n8n sees as /package.
 * @throws Error with the end of what the build printed
 */
export async function packPackage(project: string, log: Log, task: GulpTask = 'build'): Promise<PackedPackage> {
	const { package: directory } = await projectPaths(project);
	const hash = `${task} ${contentHash(await filesBelow(repository, sources))}`;
	const [present] = await tarballs(directory);
	if (present && (await isDone(project, 'package', hash))) return { path: join(directory, present), fresh: false };

	const start = Date.now();
	log(`gulp ${task}`);
	await run(join(repository, 'node_modules', 'gulp', 'bin', 'gulp.js'), [task]);
	log('npm pack');
	const name = await pack(directory);
	for (const other of await tarballs(directory)) {
		if (other !== name) await rm(join(directory, other));
	}
	await keepDone(project, 'package', hash);
	log(`${name} in ${duration(Date.now() - start)}`);
	return { path: join(directory, name), fresh: true };
}

async function tarballs(directory: string): Promise<string[]> {
	return (await readdir(directory)).filter((name) => name.endsWith('.tgz'));
}

/** Packs beside the directory first, so that n8n never sees half a tarball. */
async function pack(directory: string): Promise<string> {
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', join(directory, '..')];
	const { stdout } = await execa('npm', args, { cwd: repository });
	const name = (await readdir(join(directory, '..'))).find((file) => file.endsWith('.tgz'));
	if (!name) throw new Error(`npm pack wrote no tarball:\n${stdout}`);
	await rename(join(directory, '..', name), join(directory, name));
	return name;
}

async function run(script: string, args: readonly string[]): Promise<void> {
	const { failed, all } = await execa(process.execPath, [script, ...args], { cwd: repository, all: true, reject: false });
	if (failed) throw new Error(`The package does not build:\n${all.split('\n').slice(-25).join('\n')}`);
}

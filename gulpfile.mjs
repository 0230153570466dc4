// Builds the package into dist/: checks the types, bundles the nodes with their libraries, copies what n8n reads as files.
import { rm } from 'node:fs/promises';

import { execa } from 'execa';
import { dest, parallel, series, src } from 'gulp';

import { bundle } from './build/bundle.mjs';

function clean() {
	return rm('dist', { recursive: true, force: true });
}

async function types() {
	await execa('tsc', ['--project', 'tsconfig.package.json'], { preferLocal: true, stdio: 'inherit' });
}

function assets() {
	return src(['nodes/**/*.{svg,json}', 'types/*.ipldsch', 'workflows/*/workflow.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

export const build = series(clean, parallel(types, bundle, assets));

/** For development: no type check, so that a change is in n8n within a second or two. */
export const quick = series(clean, parallel(bundle, assets));

export default build;

// Builds the package into dist/: checks the types, bundles the nodes with their libraries, copies what n8n reads as files.
// CommonJS, as every .js file of the package: n8n loads those of dist/ that way, so package.json names no other type.
const { rm } = require('node:fs/promises');

const { execa } = require('execa');
const { dest, parallel, series, src } = require('gulp');

const { bundle } = require('./build/bundle.mjs');

function clean() {
	return rm('dist', { recursive: true, force: true });
}

async function types() {
	await execa('tsc', ['--project', 'tsconfig.package.json'], { preferLocal: true, stdio: 'inherit' });
}

function assets() {
	return src(['nodes/**/*.{svg,json}', 'types/*.ipldsch', 'workflows/**/workflow.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

const build = series(clean, parallel(types, bundle, assets));

/** For development: no type check, so that a change is in n8n within a second or two. */
const quick = series(clean, parallel(bundle, assets));

module.exports = { build, quick, default: build };

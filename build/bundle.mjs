import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { build } from 'esbuild';

import { notices } from './notices.mjs';

const BUNDLE = 'dist/package.js';

/**
 * Bundles every node and credential that package.json names, with their libraries, into one CommonJS file, and
 * writes for each of them the file that n8n loads, which takes its class from there: libraries that several nodes
 * use are in the package once.
 */
export async function bundle() {
	const { n8n } = JSON.parse(readFileSync('package.json', 'utf8'));
	const classes = [...n8n.nodes, ...n8n.credentials].map((file) => {
		const source = file.replace(/^dist\//, './').replace(/\.js$/, '.ts');
		return { file, source, name: /([^/]+)\.(node|credentials)\.js$/.exec(file)[1] };
	});
	const { metafile } = await build({
		stdin: {
			contents: classes.map(({ source, name }) => `export { ${name} } from '${source}';`).join('\n'),
			resolveDir: '.',
			sourcefile: 'package.ts',
			loader: 'ts',
		},
		outfile: BUNDLE,
		bundle: true,
		platform: 'node',
		target: 'node22',
		format: 'cjs',
		external: ['n8n-workflow'],
		loader: { '.ipldsch': 'text' },
		// Names stay, so that stack traces and error classes can be read.
		minifySyntax: true,
		minifyWhitespace: true,
		keepNames: true,
		legalComments: 'none',
		metafile: true,
		logLevel: 'warning',
	});
	for (const { file, name } of classes) {
		const up = '../'.repeat(dirname(file).split('/').length - 1);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `module.exports = { ${name}: require('${up}package.js').${name} };\n`);
	}
	await writeFile(join('dist', 'THIRD_PARTY_NOTICES.txt'), await notices(metafile));
	return metafile;
}

import { build, type PluginBuild } from 'esbuild';

/**
 * What runs beside n8n's modules, in one file that finds those of the n8n where it lies.
 *
 * @param entry below bench/
 */
export async function bundle(entry = 'inside/main.ts'): Promise<Uint8Array> {
	const { outputFiles } = await build({
		entryPoints: [`${import.meta.dirname}/${entry}`],
		bundle: true,
		write: false,
		platform: 'node',
		format: 'esm',
		target: 'node24',
		loader: { '.ipldsch': 'text' },
		plugins: [{ name: 'modules-of-n8n', setup: modulesOfN8n }],
		banner: { js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);" },
		logLevel: 'warning',
	});
	return outputFiles[0]!.contents;
}

/** n8n's own modules are those of the n8n that is measured; by require, because Node cannot load their ES form. */
function modulesOfN8n(build: PluginBuild): void {
	const own = /^(n8n-core|n8n-workflow|n8n-nodes-base|@n8n\/di)(\/|$)/;
	build.onResolve({ filter: own }, ({ path, namespace }) => (namespace === 'n8n' ? { path, external: true } : { path, namespace: 'n8n' }));
	build.onLoad({ filter: /.*/, namespace: 'n8n' }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)});` }));
}

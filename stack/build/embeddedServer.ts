import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

import { repository } from '../project.ts';

/** The images that run a server of ours. */
export const embeddedServers = ['eventstore', 'authentik'] as const;
export type EmbeddedServer = (typeof embeddedServers)[number];

/** Libraries published as CommonJS call `require` for Node's own modules, which an ES module does not have. */
const banner = [
	"import { createRequire as cimCreateRequire } from 'node:module';",
	"import { dirname as cimDirname } from 'node:path';",
	'const require = cimCreateRequire(import.meta.url);',
	'const __filename = import.meta.filename;',
	'const __dirname = cimDirname(__filename);',
].join('\n');

/**
 * An embedded server with all of its libraries as one ES module, to be run by Node 24.
 * @throws Error with esbuild's messages
 */
export async function bundleEmbeddedServer(server: EmbeddedServer): Promise<Uint8Array> {
	const entry = join(repository, 'stack', server, 'main.ts');
	if (!existsSync(entry)) throw new Error(`${entry} is missing.`);
	const { outputFiles } = await build({
		entryPoints: [entry],
		bundle: true,
		write: false,
		platform: 'node',
		format: 'esm',
		target: 'node24',
		mainFields: ['module', 'main'],
		banner: { js: banner },
		legalComments: 'inline',
		logLevel: 'silent',
		// Paths in the bundle's comments must not depend on where the tree lies: they go into the image's hash.
		absWorkingDir: repository,
	});
	const [output] = outputFiles;
	if (!output) throw new Error(`esbuild wrote nothing for ${server}.`);
	return output.contents;
}

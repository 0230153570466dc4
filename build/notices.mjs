import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the notice file of a bundle: name, version, licence and licence text of every library in it.
 *
 * @param metafile what esbuild says of its inputs
 */
export async function notices(metafile) {
	const folders = new Set();
	for (const input of Object.keys(metafile.inputs)) {
		const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
		if (found) folders.add(found[1]);
	}
	const entries = [...folders].sort().map((folder) => {
		const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
		const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
		return `${name} ${version} (${license ?? 'see its page'})\n\n${text}\n`;
	});
	return `This package contains the following libraries.\n\n${entries.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

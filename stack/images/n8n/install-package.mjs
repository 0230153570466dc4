// install-package.mjs FOLDER: installs the newest n8n-nodes-*.tgz of FOLDER the way n8n itself does it (unpacked into
// ~/.n8n/nodes/node_modules, noted in ~/.n8n/nodes/package.json), without a registry, and only when it has changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const modifiedAt = (file) => statSync(file).mtimeMs;
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const writeJson = (file, value) => {
	writeFileSync(`${file}.new`, `${JSON.stringify(value, null, '\t')}\n`);
	renameSync(`${file}.new`, file);
};

const [, , folder] = process.argv;
const [tarball] = globSync(join(folder, 'n8n-nodes-*.tgz')).sort((a, b) => modifiedAt(b) - modifiedAt(a));
if (tarball) install(tarball);

function install(tarball) {
	const nodes = join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'nodes');
	const installedFile = join(nodes, 'installed-tarball.json');
	const sha256 = createHash('sha256').update(readFileSync(tarball)).digest('hex');
	const installed = existsSync(installedFile) ? readJson(installedFile) : {};
	if (installed.sha256 === sha256 && existsSync(join(nodes, 'node_modules', installed.name))) return;

	// Beside node_modules: n8n must never load a half-unpacked package.
	const unpacked = join(nodes, 'unpacked');
	rmSync(unpacked, { recursive: true, force: true });
	mkdirSync(unpacked, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

	// n8n strips these too; what is left in `dependencies` would need a registry.
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = readJson(join(unpacked, 'package.json'));
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		throw new Error(`${tarball} has runtime dependencies; bundle them into its build, nothing is downloaded here.`);
	}
	writeJson(join(unpacked, 'package.json'), manifest);

	const home = join(nodes, 'node_modules', manifest.name);
	mkdirSync(join(home, '..'), { recursive: true });
	rmSync(home, { recursive: true, force: true });
	renameSync(unpacked, home);

	const ledgerFile = join(nodes, 'package.json');
	const ledger = existsSync(ledgerFile) ? readJson(ledgerFile) : { name: 'installed-nodes', private: true };
	writeJson(ledgerFile, { ...ledger, dependencies: { ...ledger.dependencies, [manifest.name]: manifest.version } });
	writeJson(installedFile, { name: manifest.name, version: manifest.version, sha256 });
	console.log(`Installed community package ${manifest.name} ${manifest.version}`);
}

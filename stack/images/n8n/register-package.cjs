// An external hook of n8n (EXTERNAL_HOOK_FILES): enters the package that install-package.mjs unpacked into n8n's own
// list of community packages, by n8n's own service, so that Settings > Community nodes shows it as installed.
const { readFileSync, realpathSync } = require('node:fs');
const { createRequire } = require('node:module');
const { homedir } = require('node:os');
const { join } = require('node:path');

async function register() {
	const n8n = createRequire(realpathSync(process.argv[1]));
	const { Container } = n8n('@n8n/di');
	const { InstanceSettings } = n8n('n8n-core');
	if (Container.get(InstanceSettings).instanceType !== 'main') return;

	const nodes = join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'nodes');
	const { name } = JSON.parse(readFileSync(join(nodes, 'installed-tarball.json'), 'utf8'));
	const { LoadNodesAndCredentials } = n8n('../dist/load-nodes-and-credentials.js');
	const { CommunityPackagesService } = n8n('../dist/modules/community-packages/community-packages.service.js');
	const service = Container.get(CommunityPackagesService);
	const loader = Container.get(LoadNodesAndCredentials).loaders[name];
	if (!loader) throw new Error(`${name} is not loaded`);

	const entered = await service.findInstalledPackage(name);
	const types = (list) => list.sort().join();
	const same =
		entered?.installedVersion === loader.packageJson.version &&
		types(entered.installedNodes.map((node) => node.type)) === types(loader.loadedNodes.map((node) => `${name}.${node.name}`));
	if (same) return;
	if (entered) await service.replaceInstalledPackage(entered, loader);
	else await service.persistInstalledPackage(loader);
}

module.exports = {
	n8n: {
		ready: [
			async () => {
				// The nodes work without this; a future n8n that moves its service must still start.
				await register().catch((error) => console.warn(`The package is not in n8n's list: ${error.message}`));
			},
		],
	},
};

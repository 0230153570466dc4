// An external hook of n8n (EXTERNAL_HOOK_FILES). What a webhook is given before its execution has a number, n8n keeps in a
// folder executions/temp, and moves it to the execution's own when that ends: but only where it is one process. With workers
// (2.40.7) it stays there, and n8n deletes the files of an execution by its number. So they are deleted here, when they are
// as old as executions that n8n prunes.
const { glob, rm, stat } = require('node:fs/promises');
const { createRequire } = require('node:module');
const { realpathSync } = require('node:fs');
const { homedir } = require('node:os');
const { join } = require('node:path');

const HOUR = 3_600_000;

/** Deletes files without an execution's number that were written last before a time. */
async function forgetFiles(storage, before) {
	for await (const path of glob('workflows/*/executions/temp/binary_data/*', { cwd: storage })) {
		const file = join(storage, path);
		// Another process may have moved it meanwhile.
		const written = await stat(file).catch(() => undefined);
		if (written?.isFile() && written.mtimeMs < before) await rm(file, { force: true });
	}
}

async function isMain() {
	const n8n = createRequire(realpathSync(process.argv[1]));
	return n8n('@n8n/di').Container.get(n8n('n8n-core').InstanceSettings).instanceType === 'main';
}

module.exports = {
	forgetFiles,
	n8n: {
		ready: [
			async () => {
				if (process.env.EXECUTIONS_DATA_PRUNE === 'false' || !(await isMain())) return;
				const storage = process.env.N8N_STORAGE_PATH ?? join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'storage');
				// n8n's own default, and the time that it waits for after that.
				const kept = (Number(process.env.EXECUTIONS_DATA_MAX_AGE ?? 336) + 1) * HOUR;
				const forget = () =>
					forgetFiles(storage, Date.now() - kept).catch((error) => console.warn(`Files of webhooks that are no more could not be deleted: ${error.message}`));
				void forget();
				setInterval(forget, HOUR).unref();
			},
		],
	},
};

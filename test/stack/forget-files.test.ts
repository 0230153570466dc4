import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { forgetFiles } = createRequire(import.meta.url)('../../stack/images/n8n/forget-files.cjs') as {
	forgetFiles: (storage: string, before: number) => Promise<void>;
};

let storage: string;

beforeEach(async () => {
	storage = await mkdtemp(join(tmpdir(), 'cim-forget-'));
});

afterEach(async () => {
	await rm(storage, { recursive: true });
});

async function written(path: string, at: Date): Promise<string> {
	const file = join(storage, path);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, 'bytes');
	await utimes(file, at, at);
	return file;
}

describe('files of webhooks that n8n leaves without a number', () => {
	it('are deleted when they are old, with what is written of them, and nothing else is', async () => {
		const [old, young] = [new Date('2026-01-01'), new Date('2026-01-03')];
		const gone = [
			await written('workflows/a/executions/temp/binary_data/1', old),
			await written('workflows/a/executions/temp/binary_data/1.metadata', old),
			await written('workflows/b/executions/temp/binary_data/2', old),
		];
		const kept = [
			await written('workflows/a/executions/temp/binary_data/3', young),
			await written('workflows/a/executions/17/binary_data/4', old),
			await written('workflows/a/5', old),
		];
		await forgetFiles(storage, new Date('2026-01-02').getTime());
		expect(gone.filter(existsSync)).toEqual([]);
		expect(kept.filter((file) => !existsSync(file))).toEqual([]);
	});

	it('need not be there', async () => {
		await expect(forgetFiles(join(storage, 'nowhere'), Date.now())).resolves.toBeUndefined();
	});
});

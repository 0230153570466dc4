import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { readCommandLine } from '../../../workflows/compose/command-line.ts';
import type { Composition } from '../../../workflows/compose/compose.ts';
import { written } from '../../../workflows/compose/write.ts';

const read = (line: string) => readCommandLine(line.split(' '));

describe('the command line', () => {
	it('is parts in their order, and what the process is', () => {
		expect(readCommandLine(['store-document', 'publish-to-ipfs', '--name', 'publish-document', '--webhook', 'POST publish-document', '--group', 'document-publishers,editors', '--key', 'tenant,name', '--set', 'request=$json.headers.id === undefined'])).toEqual({
			help: false,
			explain: false,
			force: false,
			request: {
				name: 'publish-document',
				row: [['store-document'], ['publish-to-ipfs']],
				webhook: { method: 'POST', path: 'publish-document', groups: ['document-publishers', 'editors'], set: { request: '$json.headers.id === undefined' } },
				key: ['tenant', 'name'],
			},
		});
	});

	it('has steps that run at once where they stand', () => {
		expect(read('a b+c d --name x').request.row).toEqual([['a'], ['b', 'c'], ['d']]);
		expect(read('a --beside b,c d --name x').request.row).toEqual([['a'], ['b', 'c'], ['d']]);
		expect(read('a --name x --beside b,c').request.row).toEqual([['a'], ['b', 'c']]);
	});

	it.each([
		['--name x', 'No steps are named: npm run compose -- <step> <step> … --name <process>.'],
		['a', 'The process has no name: --name publish-document.'],
		['a --name Publish', '"Publish" is no name for a process: small letters, digits and single hyphens, such as publish-document.'],
		['a --name x --webhook GET', '--webhook "GET" is no method and path: one of POST, PUT, PATCH (the input is the body), and a path such as publish-document.'],
		['a --name x --group y', "--group says who may call the webhook, and there is none: add --webhook 'POST publish-document'."],
		['a --name x --set b=c', "--set makes fields of what the webhook got, and there is none: add --webhook 'POST publish-document'."],
		['a+ --name x', 'A part of the row has no name: write steps that run at once as a+b, or as --beside a,b.'],
		['a --name x --beside ,', 'A part of the row has no name: write steps that run at once as a+b, or as --beside a,b.'],
	])('says what is wrong with %s', (line, reason) => {
		expect(() => read(line)).toThrow(reason);
	});

	it('lets nobody in without a group', () => {
		expect(() => readCommandLine(['a', '--name', 'x', '--webhook', 'POST x'])).toThrow('Who may call the webhook? Name their group in Authentik: --group document-publishers.');
	});

	it('says what a field is made of', () => {
		expect(() => readCommandLine(['a', '--name', 'x', '--webhook', 'POST x', '--group', 'y', '--set', '=b'])).toThrow('--set "=b" is no field and expression');
	});

	it('leads to the help from an option that there is not', () => {
		expect(() => read('a --nmae x')).toThrow(/'--nmae'.*\nnpm run compose -- --help says what there is\./s);
	});
});

describe('what is composed', () => {
	const root = mkdtempSync(join(tmpdir(), 'cim-compose-'));
	afterAll(() => rmSync(root, { recursive: true }));
	const composition = { file: 'workflow', page: 'page', feature: 'feature' } as Composition;
	const content = (path: string) => readFileSync(join(root, path), 'utf8');

	it('is written with page and feature', () => {
		expect(written(root, 'keep-book', composition, false)).toEqual(['workflows/keep-book/workflow.json', 'workflows/keep-book/README.md', 'acceptance/features/keep-book.feature']);
		expect(content('workflows/keep-book/workflow.json')).toBe('workflow');
	});

	it('replaces nothing unless forced, and never what people wrote', () => {
		const path = 'workflows/own/README.md';
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), 'mine');
		writeFileSync(join(root, 'workflows/own/workflow.json'), 'mine');
		expect(() => written(root, 'own', composition, false)).toThrow('workflows/own/workflow.json is there already. Add --force to replace it; its page and feature stay as they are.');
		expect(content('workflows/own/workflow.json')).toBe('mine');
		expect(existsSync(join(root, 'acceptance/features/own.feature'))).toBe(false);
		expect(written(root, 'own', composition, true)).toEqual(['workflows/own/workflow.json', 'acceptance/features/own.feature']);
		expect([content('workflows/own/workflow.json'), content(path)]).toEqual(['workflow', 'mine']);
	});
});

describe('the command', () => {
	const command = join(import.meta.dirname, '../../../workflows/compose.ts');
	const run = (...words: string[]) => promisify(execFile)(process.execPath, [command, ...words], { env: { ...process.env, NODE_OPTIONS: '' } });

	it('says what it does', async () => {
		expect((await run('--help')).stdout).toMatch(/^Usage: npm run compose/);
	});

	it('explains the types between steps of the library, and writes nothing', async () => {
		const { stdout } = await run('find-machine', 'ensure-tenant-pool', 'create-volume', 'record-volume', '--name', 'composed-volume', '--explain');
		expect(stdout).toMatch(/^composed-volume: ComposedVolumeInput → ComposedVolumeOutput\n/);
		expect(existsSync(join(import.meta.dirname, '../../../workflows/composed-volume'))).toBe(false);
	}, 60_000);

	it('fails with the field that does not fit, and writes nothing', async () => {
		await expect(run('create-volume', '--input', 'VolumeOrder', '--name', 'composed-volume')).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^create-volume takes "pool" as String, but nothing before it gives it\./) as string });
		expect(existsSync(join(import.meta.dirname, '../../../workflows/composed-volume'))).toBe(false);
	}, 60_000);
});
